import * as tf from "@tensorflow/tfjs-core";
import type { Loss } from "../loss.ts";
import { type OverlapLossOptions, overlapLoss } from "./overlap.ts";

/**
 * Dice loss: 1 - 2 |P G| / (|P| + |G|) of probabilities P and labels G over the pixels of the batch, averaged over all
 * classes (Milletari et al., arXiv 1606.04797, without squares).
 *
 * @throws {RangeError} where `smooth` is not positive, or `classWeights` does not have one weight for each class.
 */
export const diceLoss = (options: OverlapLossOptions = {}): Loss =>
  overlapLoss("dice", options, ({ intersection, predicted, actual }, smooth) =>
    tf.div(tf.add(tf.mul(intersection, 2), smooth), tf.add(tf.add(predicted, actual), smooth)),
  );
