import * as tf from "@tensorflow/tfjs-core";
import type { Optimizer } from "./optimizer.ts";

/** Options of `sgd`. */
export interface SgdOptions {
  /** @default 0.01 */
  readonly learningRate?: number;
  /** @default 0 */
  readonly momentum?: number;
  /** Looks one step ahead along the momentum. @default false */
  readonly nesterov?: boolean;
}

/**
 * Gradient descent, as Keras's `SGD`: the learning rate is inside the velocity.
 *
 * @throws {RangeError} where `momentum` is not in [0, 1), or `nesterov` has no momentum.
 */
export function sgd({ learningRate = 0.01, momentum = 0, nesterov = false }: SgdOptions = {}): Optimizer {
  if (!(momentum >= 0 && momentum < 1))
    throw new RangeError(`Expected momentum to be in [0, 1), got ${momentum}.`);
  if (nesterov && momentum === 0) throw new RangeError("Expected momentum above 0 with nesterov, got 0.");
  return {
    name: "sgd",
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
