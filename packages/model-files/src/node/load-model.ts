import {
  type LoadedModel,
  type LoadModelOptions,
  loadLayersModel as loadLayersModelFrom,
  loadModel as loadModelFrom,
  type ModelSource,
} from "@faceseg/model-files";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { fromDisk } from "./disk-files.ts";

/**
 * `loadModel` of the main entry, with files from the disk as well: `model` may be a path or a `file:` URL. A folder
 * stands for the `model.json` in it; else for its `model.onnx`, or the only .onnx file in it or in its folder `onnx`.
 *
 * @throws {ModelFileError} naming the file, for one that is missing, damaged, unsafe or no model.
 * @throws {TypeError} for a `model` that is no model source.
 * @example
 * const { metadata } = await loadModel("face.onnx");
 */
export const loadModel = (model: ModelSource, options: LoadModelOptions = {}): Promise<LoadedModel> =>
  loadModelFrom(model, { files: fromDisk, ...options });

/**
 * `loadLayersModel` of the main entry, with files from the disk as well: `model` may be a path or a `file:` URL. A
 * folder stands for the `model.json` in it.
 *
 * @throws {ModelFileError} naming the file, for one that is missing, damaged, unsafe or no layers model.
 * @throws {TypeError} for a `model` that is no model source.
 * @example
 * const model = await loadLayersModel("runs/unet/best");
 */
export const loadLayersModel = (model: ModelSource, options: LoadModelOptions = {}): Promise<LayersModel> =>
  loadLayersModelFrom(model, { files: fromDisk, ...options });
