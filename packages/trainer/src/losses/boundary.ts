import * as tf from "@tensorflow/tfjs-core";
import { linear } from "./linear.ts";
import type { Loss } from "./loss.ts";
import { checkClassWeights, countedPixels, hotLabels, type PixelOptions, weightTensor } from "./pixels.ts";
import { signedDistance } from "./signed-distance.ts";

/** Options of `boundary`. */
export interface BoundaryOptions extends PixelOptions {
  /** Pixels from which on all distances count as this one; the cost grows with it. @default 10 */
  readonly maxDistance?: number;
}

/**
 * Boundary loss (Kervadec et al., arXiv 1812.07032): the probabilities of each class, weighted by the signed distance
 * to its outline, averaged over pixels and classes. It may be negative, and is meant to be added to an area loss.
 *
 * The distances are exact and Euclidean up to `maxDistance`; they are computed from the labels in every step.
 *
 * @throws {RangeError} where `maxDistance` is not a positive integer, or `classWeights` fit no classes.
 */
export function boundary({ maxDistance = 10, classWeights, ignoreId = 255 }: BoundaryOptions = {}): Loss {
  checkClassWeights(classWeights);
  if (!(Number.isInteger(maxDistance) && maxDistance > 0)) {
    throw new RangeError(`Expected maxDistance to be a positive integer of pixels, got ${maxDistance}.`);
  }
  return {
    name: "boundary",
    compute(logits, labels) {
      const numClasses = logits.shape[3];
      return linear(tf.softmax(logits), () => {
        const hot = hotLabels(labels, numClasses, ignoreId);
        const counted = countedPixels(hot);
        const weights = classWeights ? weightTensor(classWeights, numClasses) : tf.ones([numClasses]);
        const shares = tf.div(weights, tf.maximum(tf.sum(weights), 1e-12));
        const distances = tf.mul(signedDistance(hot, counted, maxDistance), shares);
        return tf.div(distances, tf.maximum(tf.sum(counted), 1));
      });
    },
  };
}
