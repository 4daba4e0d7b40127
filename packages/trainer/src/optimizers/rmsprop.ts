import { checkNumber } from "@faceseg/core";
import * as tf from "@tensorflow/tfjs-core";
import type { Optimizer } from "./optimizer.ts";

/** Options of `rmsprop`. */
export interface RmspropOptions {
  /** Learning rate at the start. @default 0.001 */
  readonly learningRate?: number;
  /** Decay of the mean square. @default 0.9 */
  readonly rho?: number;
  /** Share of the last update that is added to the next. @default 0 */
  readonly momentum?: number;
  /** Keeps the denominator away from 0. @default 1e-7, as in Keras */
  readonly epsilon?: number;
}

/**
 * RMSprop, with Keras's defaults and its position of epsilon (inside the root).
 *
 * @throws {RangeError} where `momentum` is not in [0, 1).
 */
export function rmsprop(options: RmspropOptions = {}): Optimizer {
  const { learningRate = 1e-3, rho = 0.9, momentum = 0, epsilon = 1e-7 } = options;
  checkNumber("momentum", momentum, { min: 0, below: 1 });
  return {
    name: "rmsprop",
    config: { rho, momentum, epsilon },
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
