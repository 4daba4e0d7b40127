/// <reference types="node" />
import { extname } from "node:path";
import { pathOf, writeFileAtomically } from "@faceseg/core/node";
import { saveKeras } from "@faceseg/model-files";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { saveTfjsFolder } from "./save-tfjs-folder.ts";

/** Endings of model files that are read, or written by others, but not by `saveModel`. */
const others = [".h5", ".hdf5", ".onnx", ".json", ".pb"];

/**
 * Saves a model: as a `.keras` file where `to` ends in `.keras`, otherwise as a folder with TensorFlow.js's `model.json`
 * and `weights.bin`. A model that is already there stays whole until the new one is complete.
 *
 * @param to The folder or file.
 * @throws {KerasFileError} naming the layer that Keras has no equivalent of.
 * @throws {RangeError} for a file of another kind.
 * @throws {DiskError} when it cannot be written.
 * @throws {Error} for a folder that holds anything but a model.
 * @example
 * await saveModel(model, "runs/unet/best");
 * await saveModel(model, "unet.keras");
 */
export async function saveModel(model: LayersModel, to: string | URL): Promise<void> {
  const path = pathOf(to);
  const ending = extname(path).toLowerCase();
  if (ending === ".keras") return writeFileAtomically(path, await saveKeras(model));
  if (others.includes(ending)) {
    const nearest = `${path.slice(0, -ending.length)}.keras`;
    throw new RangeError(
      `Expected \`to\` to be a folder or to end in .keras, got ${path}; the nearest is ${nearest}`,
    );
  }
  await saveTfjsFolder(model, path);
}
