import * as tf from "@tensorflow/tfjs-core";
import type { Loss } from "../loss.ts";
import { checkClassWeights, type PixelLossOptions, pixelConfig, weightTensor } from "../pixels.ts";
import { overlapOf } from "./overlap.ts";

/**
 * Generalized Dice loss: one Dice quotient of all classes, each weighted by one over its squared number of pixels in
 * the batch (Sudre et al., arXiv 1707.03237), times its class weight. Classes without pixels have weight 0.
 *
 * @throws {RangeError} where `classWeights` does not have one weight of 0 or more for each class.
 */
export function generalizedDiceLoss({ classWeights, ignoreId = 255 }: PixelLossOptions = {}): Loss {
  checkClassWeights(classWeights);
  return {
    name: "generalized_dice",
    config: pixelConfig(classWeights, ignoreId),
    compute(logits, labels) {
      const { intersection, predicted, actual } = overlapOf(logits, labels, ignoreId);
      const present = tf.minimum(actual, 1);
      const rarity = tf.div(present, tf.square(tf.maximum(actual, 1)));
      const weights = classWeights ? tf.mul(rarity, weightTensor(classWeights, actual.size)) : rarity;
      const sum = (x: tf.Tensor) => tf.add(tf.sum(tf.mul(weights, x)), 1e-12);
      const quotient = tf.div(sum(tf.mul(intersection, 2)), sum(tf.add(predicted, actual)));
      return tf.sub(1, quotient) as tf.Scalar;
    },
  };
}
