import type * as tf from "@tensorflow/tfjs-core";
import type { layers } from "@tensorflow/tfjs-layers";

/** What every layer of TensorFlow.js takes, such as `name`. */
export type LayerArgs = ConstructorParameters<typeof layers.Layer>[0];

/** The shape of a tensor; the batch, and any other size that is not fixed, is null. */
export type LayerShape = (number | null)[];

/** The only input of a layer, which may be passed alone or in a list. */
export const firstOf = (inputs: tf.Tensor | tf.Tensor[]): tf.Tensor =>
  Array.isArray(inputs) ? (inputs[0] as tf.Tensor) : inputs;
