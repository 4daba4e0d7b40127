import * as tf from "@tensorflow/tfjs-core";
import type { layers } from "@tensorflow/tfjs-layers";
import { KerasFileError } from "../../errors/keras-file-error.ts";
import { show } from "../../json/parse-json.ts";
import type { StoredWeight } from "../weights/stored-weight.ts";

interface Initializer {
  apply(shape: number[]): tf.Tensor;
}
type AddWeight = (
  name: string,
  shape: number[],
  dtype: unknown,
  initializer: Initializer,
  ...more: unknown[]
) => unknown;

/**
 * Runs `build`, which makes the layer create its weights, and gives it those of the file. Their shapes are compared
 * before anything is allocated, so that what a file claims costs no memory.
 *
 * @throws KerasFileError if the layer needs other weights than there are.
 */
export function buildWithWeights<T>(
  layer: layers.Layer,
  weights: readonly StoredWeight[],
  build: () => T,
): T {
  const what = `The layer ${layer.name} (${layer.getClassName()})`;
  let used = 0;
  const target = layer as unknown as { addWeight?: AddWeight };
  const addWeight = target.addWeight as AddWeight;
  target.addWeight = (name, shape, dtype, _initializer, ...more) => {
    const weight = weights[used++];
    if (weight === undefined) {
      throw new KerasFileError(
        `${what} needs the weight ${name} ${show(shape)}, but the file has ${used - 1} for it`,
      );
    }
    if (shape.length !== weight.shape.length || shape.some((length, axis) => length !== weight.shape[axis])) {
      throw new KerasFileError(
        `${what} needs the weight ${name} to be ${show(shape)}, but ${weight.path} is ${show(weight.shape)}`,
      );
    }
    let value: tf.Tensor | undefined;
    const stored = { apply: () => (value = tf.tensor(weight.read(), shape)) };
    try {
      return addWeight.call(layer, name, shape, dtype, stored, ...more);
    } catch (error) {
      value?.dispose(); // a name that tfjs refuses, for instance
      throw error;
    }
  };
  try {
    const built = build();
    if (used < weights.length) {
      throw new KerasFileError(`${what} needs ${used} weights, but the file has ${weights.length} for it`);
    }
    return built;
  } finally {
    // Gives the layer its class's method back.
    delete target.addWeight;
  }
}
