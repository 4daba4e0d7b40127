import { KerasFileError } from "../errors/keras-file-error.ts";
import { readZip } from "./read-zip.ts";

/** The parts of a `.keras` archive that are of use. */
export interface Archive {
  /** The network, as JSON. */
  readonly config: string;
  /** The weights, an HDF5 file. */
  readonly weights: Uint8Array;
  /** What Keras, and this project, note about the file, as JSON. */
  readonly metadata: string | undefined;
}

/**
 * Opens a `.keras` archive.
 *
 * @throws KerasFileError for one that is damaged or lacks a part.
 */
export function openArchive(bytes: Uint8Array): Archive {
  const files = readZip(bytes, ["config.json", "model.weights.h5", "metadata.json"]);
  const text = (name: string) => {
    const content = files.get(name);
    return content && new TextDecoder().decode(content);
  };
  const config = text("config.json");
  const weights = files.get("model.weights.h5");
  if (config === undefined || weights === undefined) {
    const missing = config === undefined ? "config.json" : "model.weights.h5";
    throw new KerasFileError(
      `Expected a .keras archive with config.json and model.weights.h5, ${missing} is missing`,
    );
  }
  return { config, weights, metadata: text("metadata.json") };
}
