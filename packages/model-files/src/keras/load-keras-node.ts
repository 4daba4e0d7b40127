import { readFile } from "node:fs/promises";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { KerasFileError } from "./keras-file-error.ts";
import { loadKeras as loadBytes } from "./load-keras.ts";

/**
 * Like `loadKeras` of the main entry, from a file (a path or a file: URL) or from bytes.
 *
 * @throws KerasFileError that names the file.
 * @example
 * const model = await loadKeras("files/unet_model.keras");
 */
export async function loadKeras(source: string | URL | Uint8Array): Promise<LayersModel> {
  if (source instanceof Uint8Array) return loadBytes(source);
  const bytes = await readFile(source);
  try {
    return await loadBytes(bytes);
  } catch (error) {
    if (!(error instanceof KerasFileError)) throw error;
    throw new KerasFileError(`${source}: ${error.message}`, { cause: error });
  }
}
