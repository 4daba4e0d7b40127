import { checkNumber } from "@faceseg/core";
import * as tf from "@tensorflow/tfjs-core";
import type { Optimizer } from "./optimizer.ts";

/** Options of `sgd`. */
export interface SgdOptions {
  /** Learning rate at the start. @default 0.01 */
  readonly learningRate?: number;
  /** Share of the last update that is added to the next. @default 0 */
  readonly momentum?: number;
  /** Whether to look one step ahead along the momentum (Nesterov). @default false */
  readonly nesterov?: boolean;
}

/**
 * Gradient descent, like Keras's `SGD`: the velocity contains the learning rate.
 *
 * @throws {RangeError} where `momentum` is not in [0, 1), or is 0 with `nesterov`.
 */
export function sgd({ learningRate = 0.01, momentum = 0, nesterov = false }: SgdOptions = {}): Optimizer {
  checkNumber("momentum", momentum, nesterov ? { above: 0, below: 1 } : { min: 0, below: 1 });
  return {
    name: "sgd",
    config: { momentum, nesterov },
    learningRate,
    slots: momentum === 0 ? [] : ["velocity"],
    update({ weights, gradients, slots, learningRate }) {
      const step = tf.mul(gradients, learningRate);
      if (momentum === 0) return { weights: tf.sub(weights, step), slots: {} };
      const velocity = tf.sub(tf.mul(slots["velocity"] as tf.Tensor1D, momentum), step);
      const move = nesterov ? tf.sub(tf.mul(velocity, momentum), step) : velocity;
      return { weights: tf.add(weights, move), slots: { velocity } };
    },
  };
}
