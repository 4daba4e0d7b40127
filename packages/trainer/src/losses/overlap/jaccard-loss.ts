import * as tf from "@tensorflow/tfjs-core";
import type { Loss } from "../loss.ts";
import { type OverlapLossOptions, overlapLoss } from "./overlap.ts";

/**
 * Jaccard loss: 1 - |P G| / (|P| + |G| - |P G|) of probabilities P and labels G, the soft intersection over union,
 * averaged over all classes.
 *
 * @throws {RangeError} where `smooth` is not positive, or `classWeights` does not have one weight for each class.
 */
export const jaccardLoss = (options: OverlapLossOptions = {}): Loss =>
  overlapLoss("jaccard", options, ({ intersection, predicted, actual }, smooth) =>
    tf.div(tf.add(intersection, smooth), tf.add(tf.sub(tf.add(predicted, actual), intersection), smooth)),
  );
