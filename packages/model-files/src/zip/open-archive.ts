import { KerasFileError } from "../errors/keras-file-error.ts";
import { readZip } from "./read-zip.ts";

/** The two parts of a `.keras` archive that are of use. */
export function openArchive(bytes: Uint8Array): { config: string; weights: Uint8Array } {
  const files = readZip(bytes, ["config.json", "model.weights.h5"]);
  const config = files.get("config.json");
  const weights = files.get("model.weights.h5");
  if (config === undefined || weights === undefined) {
    const missing = config === undefined ? "config.json" : "model.weights.h5";
    throw new KerasFileError(
      `Expected a .keras archive with config.json and model.weights.h5, ${missing} is missing`,
    );
  }
  return { config: new TextDecoder().decode(config), weights };
}
