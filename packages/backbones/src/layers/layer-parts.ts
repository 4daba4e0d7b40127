import type * as tf from "@tensorflow/tfjs-core";
import type { layers } from "@tensorflow/tfjs-layers";

/** What every layer of TensorFlow.js takes, for instance `name`. */
export type LayerArgs = ConstructorParameters<typeof layers.Layer>[0];

/** A shape with the batch, which is null. */
export type LayerShape = (number | null)[];

/** A layer with one input may get it alone or in a list. */
export const firstOf = (inputs: tf.Tensor | tf.Tensor[]): tf.Tensor =>
  Array.isArray(inputs) ? (inputs[0] as tf.Tensor) : inputs;
