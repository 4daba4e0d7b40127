import * as tfl from "@tensorflow/tfjs-layers";
import { KerasFileError } from "../../errors/keras-file-error.ts";
import { type JsonObject, show } from "../../json/parse-json.ts";
import { checkDtype } from "./read-layer.ts";

/** The input of a model, from the config of Keras's `InputLayer`. */
export function readInput(name: string, config: JsonObject): tfl.SymbolicTensor {
  const shape = config["batch_shape"] ?? config["batch_input_shape"];
  const isLength = (value: unknown) => value === null || (Number.isSafeInteger(value) && Number(value) >= 1);
  if (!Array.isArray(shape) || shape.length === 0 || shape.length > 6 || !shape.every(isLength)) {
    throw new KerasFileError(
      `Expected the shape of the input ${name} to be lengths from 1 or null, found ${show(shape)}`,
    );
  }
  if (config["sparse"] || config["ragged"]) {
    throw new KerasFileError(`The input ${name} is sparse or ragged, which is not supported`);
  }
  checkDtype(name, "InputLayer", config["dtype"]);
  return tfl.input({ name, batchShape: shape as (number | null)[] });
}
