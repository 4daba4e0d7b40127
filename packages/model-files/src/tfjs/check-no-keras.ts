import { ModelFileError } from "../errors/model-file-error.ts";
import { isObject } from "../json/parse-json.ts";

/**
 * Refuses JSON that Keras wrote, by what it is: a model's configuration, which has no weights, or a topology of Keras 3, which
 * TensorFlow.js cannot read.
 *
 * @throws {ModelFileError} with what to save instead.
 */
export function checkNoKeras(json: unknown): void {
  if (!isObject(json)) return;
  const { class_name, config, modelTopology } = json;
  const remedy = 'save the model as a .keras file: model.save("model.keras")';
  if (typeof class_name === "string" && isObject(config)) {
    throw new ModelFileError(
      `Expected a model.json of TensorFlow.js, found the configuration of a Keras model (${class_name}), which has no weights; ${remedy}`,
    );
  }
  const version = isObject(modelTopology) ? modelTopology["keras_version"] : undefined;
  if (typeof version !== "string" || !/^([3-9]|\d\d+)\./.test(version)) return;
  throw new ModelFileError(
    `Expected a model.json that TensorFlow.js reads, found a topology of Keras ${version}; ${remedy}`,
  );
}
