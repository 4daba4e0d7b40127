import * as tf from "@tensorflow/tfjs-core";
import type { Loss } from "./loss.ts";
import { checkClassWeights, hotLabels, type PixelOptions, weightTensor } from "./pixels.ts";

/** Options of `focal`. */
export interface FocalOptions extends PixelOptions {
  /** How much well classified pixels lose weight; 0 is cross-entropy. @default 2 */
  readonly gamma?: number;
}

/**
 * Focal loss, -(1 - p)^gamma log p of the true class's probability p (Lin et al., arXiv 1708.02002), averaged as
 * `crossEntropy` is; `classWeights` are the paper's alpha.
 *
 * @throws {RangeError} where `gamma` or a class weight is negative.
 */
export function focal({ gamma = 2, classWeights, ignoreId = 255 }: FocalOptions = {}): Loss {
  checkClassWeights(classWeights);
  if (!(gamma >= 0 && Number.isFinite(gamma)))
    throw new RangeError(`Expected gamma of 0 or more, got ${gamma}.`);
  return {
    name: "focal",
    compute(logits, labels) {
      const numClasses = logits.shape[3];
      const hot = hotLabels(labels, numClasses, ignoreId);
      const logP = tf.sum(tf.mul(hot, tf.logSoftmax(logits)), -1); // 0 where a pixel does not count
      const weights = tf.sum(classWeights ? tf.mul(hot, weightTensor(classWeights, numClasses)) : hot, -1);
      // The slope of x^gamma is infinite at 0 where gamma < 1.
      const modulation = tf.pow(tf.maximum(tf.sub(1, tf.exp(logP)), 1e-7), gamma);
      const total = tf.maximum(tf.sum(weights), 1e-12);
      return tf.neg(tf.div(tf.sum(tf.mul(weights, tf.mul(modulation, logP))), total)) as tf.Scalar;
    },
  };
}
