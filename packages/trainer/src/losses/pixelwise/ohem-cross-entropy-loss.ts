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

/** Options of `ohemCrossEntropyLoss`. */
export interface OhemCrossEntropyLossOptions extends PixelLossOptions {
  /** Pixels whose true class has a lower probability are always kept. @default 0.7 */
  readonly threshold?: number;
  /** Smallest share of the batch's pixels to keep, counting ignored ones. @default 1 / 16 */
  readonly keep?: number;
}

/**
 * Cross-entropy of the hard pixels only (online hard example mining, Shrivastava et al., arXiv 1604.03540): those
 * below `threshold`, and where these are too few, the hardest ones; averaged like `crossEntropyLoss`.
 *
 * @throws {RangeError} where `threshold` or `keep` is not in (0, 1], or `classWeights` does not have one weight for each
 *   class.
 */
export function ohemCrossEntropyLoss(options: OhemCrossEntropyLossOptions = {}): Loss {
  const { threshold = 0.7, keep = 1 / 16, classWeights, ignoreId = 255 } = options;
  checkClassWeights(classWeights);
  checkNumber("threshold", threshold, { above: 0, max: 1 });
  checkNumber("keep", keep, { above: 0, max: 1 });
  return {
    name: "ohem_cross_entropy",
    config: { threshold, keep, ...pixelConfig(classWeights, ignoreId) },
    compute(logits, labels) {
      const numClasses = logits.shape[3];
      const hot = hotLabels(labels, numClasses, ignoreId);
      const flat = (x: tf.Tensor) => tf.reshape(x, [-1]) as tf.Tensor1D;
      const counted = flat(countedPixels(hot));
      const weighted = classWeights ? tf.mul(hot, weightTensor(classWeights, numClasses)) : hot;
      const weights = flat(tf.sum(weighted, -1));
      const losses = flat(tf.neg(tf.sum(tf.mul(hot, tf.logSoftmax(logits)), -1)));
      return linear(losses, (x) => {
        const ranked = tf.add(x, tf.sub(counted, 1)); // below all losses where a pixel does not count
        const count = Math.max(1, Math.round(keep * x.size));
        const least = tf.minimum(tf.min(tf.topk(ranked, count).values), -Math.log(threshold));
        const kept = tf.mul(tf.cast(tf.greaterEqual(ranked, least), "float32"), weights);
        return tf.div(kept, tf.maximum(tf.sum(kept), 1e-12));
      });
    },
  };
}
