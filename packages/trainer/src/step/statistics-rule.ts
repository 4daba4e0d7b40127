import * as tf from "@tensorflow/tfjs-core";

/**
 * How fast the moving statistics of batch normalization follow those of the batches. After n steps, `"momentum"` keeps the
 * layer's `momentum` of them in a step, as Keras does; `"warm-up"` keeps the smaller of that and (1 + n) / (10 + n), as
 * TensorFlow's `ExponentialMovingAverage` does with `num_updates`: the statistics are near those of the batches from the
 * first step on, and a momentum of 0.99 is reached after 890.
 */
export type StatisticsRule = "warm-up" | "momentum";

/** The share of a batch's statistics in the new moving ones of a layer with this momentum. */
export type BatchShare = (momentum: number) => number | tf.Tensor;

/** What n = 0 keeps, as a fraction; numerator and denominator both grow by 1 in each step. */
const [kept, of] = [1, 10];

/** The shares in a step, by its number from 1 on. */
export function batchShares(rule: StatisticsRule, step: tf.Scalar): BatchShare {
  if (rule === "momentum") return (momentum) => 1 - momentum;
  const start = tf.div(of - kept, tf.add(step, of - 1));
  return (momentum) => tf.maximum(1 - momentum, start);
}
