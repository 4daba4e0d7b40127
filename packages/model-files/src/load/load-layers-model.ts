import type { LayersModel } from "@tensorflow/tfjs-layers";
import { ModelFileError } from "../errors/model-file-error.ts";
import { type LoadModelOptions, loadModel } from "./load-model.ts";
import type { ModelSource } from "./model-source.ts";

/**
 * Loads a model whose layers can be trained, changed and exported: a TensorFlow.js `model.json`, artifacts, or a
 * `.keras` or `.h5` file. It predicts what the saved one did, and is not compiled. The caller disposes it.
 *
 * @throws {ModelFileError} for an ONNX file, which is a graph without layers, and as `loadModel` does.
 * @throws {TypeError} for a `model` that is no model source.
 * @example
 * const model = await loadLayersModel("/models/unet/model.json");
 * model.outputs[0].shape; //=> [null, 256, 256, 11]
 */
export async function loadLayersModel(
  model: ModelSource,
  options: LoadModelOptions = {},
): Promise<LayersModel> {
  const loaded = await loadModel(model, options);
  if (loaded.kind === "layers") return loaded.model as LayersModel;
  throw new ModelFileError(
    "Expected a layers model (a TensorFlow.js model.json, or a .keras or .h5 file), found an ONNX file, which is a " +
      "graph without layers",
    typeof model === "string" || model instanceof URL ? { file: String(model) } : {},
  );
}
