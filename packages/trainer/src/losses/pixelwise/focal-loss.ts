import { checkNumber } from "@faceseg/core";
import * as tf from "@tensorflow/tfjs-core";
import type { Loss } from "../loss.ts";
import { checkClassWeights, hotLabels, type PixelLossOptions, pixelConfig, weightTensor } from "../pixels.ts";

/** Options of `focalLoss`. */
export interface FocalLossOptions extends PixelLossOptions {
  /** How strongly well classified pixels are weighted down; 0 is cross-entropy. @default 2 */
  readonly gamma?: number;
}

/**
 * Focal loss, -(1 - p)^gamma log p of the true class's probability p (Lin et al., arXiv 1708.02002), averaged like
 * `crossEntropyLoss`; `classWeights` are the paper's alpha.
 *
 * @throws {RangeError} where `gamma` or a class weight is negative.
 */
export function focalLoss({ gamma = 2, classWeights, ignoreId = 255 }: FocalLossOptions = {}): Loss {
  checkClassWeights(classWeights);
  checkNumber("gamma", gamma, { min: 0 });
  return {
    name: "focal",
    config: { gamma, ...pixelConfig(classWeights, ignoreId) },
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
