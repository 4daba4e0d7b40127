import * as tf from "@tensorflow/tfjs-core";
import type { Loss } from "./loss.ts";
import { type OverlapOptions, overlapLoss } from "./overlap.ts";

/**
 * Dice loss: 1 - 2 |P G| / (|P| + |G|) of probabilities P and labels G over the pixels of the batch, averaged over all
 * classes (Milletari et al., arXiv 1606.04797, without squares).
 *
 * @throws {RangeError} where `smooth` is not positive, or `classWeights` fit no classes.
 */
export const dice = (options: OverlapOptions = {}): Loss =>
  overlapLoss("dice", options, ({ intersection, predicted, actual }, smooth) =>
    tf.div(tf.add(tf.mul(intersection, 2), smooth), tf.add(tf.add(predicted, actual), smooth)),
  );

/**
 * Jaccard loss: 1 - |P G| / (|P| + |G| - |P G|), the soft intersection over union, averaged over all classes.
 *
 * @throws {RangeError} where `smooth` is not positive, or `classWeights` fit no classes.
 */
export const jaccard = (options: OverlapOptions = {}): Loss =>
  overlapLoss("jaccard", options, ({ intersection, predicted, actual }, smooth) =>
    tf.div(tf.add(intersection, smooth), tf.add(tf.sub(tf.add(predicted, actual), intersection), smooth)),
  );

/** Options of `tversky`. */
export interface TverskyOptions extends OverlapOptions {
  /** Weight of false positives. @default 0.3 */
  readonly alpha?: number;
  /** Weight of false negatives. @default 0.7 */
  readonly beta?: number;
}

/**
 * Tversky loss: 1 - TP / (TP + alpha FP + beta FN), soft counts, averaged over all classes (Salehi et al., arXiv
 * 1706.05721). Alpha and beta of 0.5 are Dice, of 1 are Jaccard.
 *
 * @throws {RangeError} where `alpha` or `beta` is negative, `smooth` not positive, or `classWeights` fit no classes.
 */
export function tversky({ alpha = 0.3, beta = 0.7, ...options }: TverskyOptions = {}): Loss {
  if (!(alpha >= 0 && beta >= 0)) {
    throw new RangeError(`Expected alpha and beta of 0 or more, got ${alpha} and ${beta}.`);
  }
  return overlapLoss("tversky", options, ({ intersection, predicted, actual }, smooth) => {
    const falsePositives = tf.mul(tf.sub(predicted, intersection), alpha);
    const falseNegatives = tf.mul(tf.sub(actual, intersection), beta);
    const truePositives = tf.add(intersection, smooth);
    return tf.div(truePositives, tf.add(truePositives, tf.add(falsePositives, falseNegatives)));
  });
}
