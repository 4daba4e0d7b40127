import { checkNumber } from "@faceseg/core";
import * as tf from "@tensorflow/tfjs-core";
import { linear } from "../linear.ts";
import type { Loss } from "../loss.ts";
import {
  checkClassWeights,
  countedPixels,
  hotLabels,
  type PixelLossOptions,
  pixelConfig,
  weightTensor,
} from "../pixels.ts";
import { signedDistance } from "./signed-distance.ts";

/** Options of `boundaryLoss`. */
export interface BoundaryLossOptions extends PixelLossOptions {
  /** Distances above this many pixels are clipped to it; the cost of a step grows with it. @default 10 */
  readonly maxDistance?: number;
}

/**
 * Boundary loss (Kervadec et al., arXiv 1812.07032): the probabilities of each class, weighted by the signed distance
 * to its outline, averaged over pixels and classes. It can be negative; add it to an area loss such as `diceLoss`.
 *
 * The distances are exact and Euclidean up to `maxDistance`; they are computed from the labels in every step.
 *
 * @throws {RangeError} where `maxDistance` is not a positive integer, or `classWeights` does not have one weight for each
 *   class.
 */
export function boundaryLoss({
  maxDistance = 10,
  classWeights,
  ignoreId = 255,
}: BoundaryLossOptions = {}): Loss {
  checkClassWeights(classWeights);
  checkNumber("maxDistance", maxDistance, { min: 1, integer: true, unit: "pixels" });
  return {
    name: "boundary",
    config: { maxDistance, ...pixelConfig(classWeights, ignoreId) },
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
