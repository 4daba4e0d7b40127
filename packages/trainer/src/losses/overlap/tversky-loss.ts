import { checkNumber } from "@faceseg/core";
import * as tf from "@tensorflow/tfjs-core";
import type { Loss } from "../loss.ts";
import { type OverlapLossOptions, overlapLoss } from "./overlap.ts";

/** Options of `tverskyLoss`. */
export interface TverskyLossOptions extends OverlapLossOptions {
  /** Weight of false positives. @default 0.3 */
  readonly alpha?: number;
  /** Weight of false negatives. @default 0.7 */
  readonly beta?: number;
}

/**
 * Tversky loss: 1 - TP / (TP + alpha FP + beta FN), soft counts, averaged over all classes (Salehi et al., arXiv
 * 1706.05721). With alpha and beta of 0.5 it is the Dice loss, with 1 the Jaccard loss.
 *
 * @throws {RangeError} where `alpha` or `beta` is negative, `smooth` is not positive, or `classWeights` does not have one
 *   weight for each class.
 */
export function tverskyLoss({ alpha = 0.3, beta = 0.7, ...options }: TverskyLossOptions = {}): Loss {
  checkNumber("alpha", alpha, { min: 0 });
  checkNumber("beta", beta, { min: 0 });
  const loss = overlapLoss("tversky", options, ({ intersection, predicted, actual }, smooth) => {
    const falsePositives = tf.mul(tf.sub(predicted, intersection), alpha);
    const falseNegatives = tf.mul(tf.sub(actual, intersection), beta);
    const truePositives = tf.add(intersection, smooth);
    return tf.div(truePositives, tf.add(truePositives, tf.add(falsePositives, falseNegatives)));
  });
  return { ...loss, config: { alpha, beta, ...loss.config } };
}
