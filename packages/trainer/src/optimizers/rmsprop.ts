import * as tf from "@tensorflow/tfjs-core";
import type { Optimizer } from "./optimizer.ts";

/** Options of `rmsprop`. */
export interface RmspropOptions {
  /** @default 0.001 */
  readonly learningRate?: number;
  /** Decay of the mean square. @default 0.9 */
  readonly rho?: number;
  /** @default 0 */
  readonly momentum?: number;
  /** @default 1e-7, as in Keras */
  readonly epsilon?: number;
}

/**
 * RMSprop, with Keras's defaults and its placing of epsilon (inside the root).
 *
 * @throws {RangeError} where `momentum` is not in [0, 1).
 */
export function rmsprop(options: RmspropOptions = {}): Optimizer {
  const { learningRate = 1e-3, rho = 0.9, momentum = 0, epsilon = 1e-7 } = options;
  if (!(momentum >= 0 && momentum < 1))
    throw new RangeError(`Expected momentum to be in [0, 1), got ${momentum}.`);
  return {
    name: "rmsprop",
    learningRate,
    slots: momentum === 0 ? ["square"] : ["square", "momentum"],
    update({ weights, gradients, slots, learningRate }) {
      const before = tf.mul(slots["square"] as tf.Tensor1D, rho);
      const square = tf.add(before, tf.mul(tf.square(gradients), 1 - rho));
      const step = tf.div(tf.mul(learningRate, gradients), tf.sqrt(tf.add(square, epsilon)));
      if (momentum === 0) return { weights: tf.sub(weights, step), slots: { square } };
      const moved = tf.add(tf.mul(slots["momentum"] as tf.Tensor1D, momentum), step);
      return { weights: tf.sub(weights, moved), slots: { square, momentum: moved } };
    },
  };
}
