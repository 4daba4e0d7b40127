import * as tf from "@tensorflow/tfjs-core";
import type { Optimizer } from "./optimizer.ts";

/** Options of `adam`. */
export interface AdamOptions {
  /** Learning rate at the start. @default 0.001 */
  readonly learningRate?: number;
  /** Decay of the first moment. @default 0.9 */
  readonly beta1?: number;
  /** Decay of the second moment. @default 0.999 */
  readonly beta2?: number;
  /** Keeps the denominator away from 0. @default 1e-7, as in Keras */
  readonly epsilon?: number;
}

/** Adam (Kingma & Ba, arXiv 1412.6980), with Keras's defaults and its position of epsilon (outside the root). */
export function adam({
  learningRate = 1e-3,
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 1e-7,
}: AdamOptions = {}): Optimizer {
  return {
    name: "adam",
    config: { beta1, beta2, epsilon },
    learningRate,
    slots: ["m", "v"],
    update({ weights, gradients, slots, learningRate, step }) {
      const m = tf.add(tf.mul(slots["m"] as tf.Tensor1D, beta1), tf.mul(gradients, 1 - beta1));
      const v = tf.add(tf.mul(slots["v"] as tf.Tensor1D, beta2), tf.mul(tf.square(gradients), 1 - beta2));
      const correction1 = tf.sub(1, tf.pow(tf.scalar(beta1), step));
      const correction2 = tf.sub(1, tf.pow(tf.scalar(beta2), step));
      const rate = tf.div(tf.mul(learningRate, tf.sqrt(correction2)), correction1);
      const updated = tf.sub(weights, tf.div(tf.mul(rate, m), tf.add(tf.sqrt(v), epsilon)));
      return { weights: updated, slots: { m, v } };
    },
  };
}
