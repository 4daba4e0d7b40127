import { checkNumber } from "@faceseg/core";
import * as tf from "@tensorflow/tfjs-core";
import type { Loss } from "../loss.ts";
import {
  checkClassWeights,
  countedPixels,
  hotLabels,
  type PixelLossOptions,
  pixelConfig,
  weightTensor,
} from "../pixels.ts";

/** Options of `crossEntropyLoss`. */
export interface CrossEntropyLossOptions extends PixelLossOptions {
  /** Share of the target, from 0 to 1, that is spread evenly over all classes. @default 0 */
  readonly labelSmoothing?: number;
}

/**
 * Cross-entropy of the softmax of the logits, averaged over the pixels that are not ignored (0 where all are).
 * Class weights and label smoothing work as in PyTorch: the mean is weighted by the classes of the pixels.
 *
 * @throws {RangeError} where `classWeights` does not have one weight of 0 or more for each class, or `labelSmoothing` is
 *   not in [0, 1].
 */
export function crossEntropyLoss({
  classWeights,
  ignoreId = 255,
  labelSmoothing = 0,
}: CrossEntropyLossOptions = {}): Loss {
  checkClassWeights(classWeights);
  checkNumber("labelSmoothing", labelSmoothing, { min: 0, max: 1 });
  return {
    name: "cross_entropy",
    config: { labelSmoothing, ...pixelConfig(classWeights, ignoreId) },
    compute(logits, labels) {
      const numClasses = logits.shape[3];
      const weights = classWeights && weightTensor(classWeights, numClasses);
      const weigh = (x: tf.Tensor4D) => (weights ? tf.mul<tf.Tensor4D>(x, weights) : x);
      const hot = hotLabels(labels, numClasses, ignoreId);
      const weighted = weigh(hot);
      const total = tf.maximum(tf.sum(weighted), 1e-12);
      const targets =
        labelSmoothing === 0
          ? weighted
          : weigh(
              tf.add(
                tf.mul(hot, 1 - labelSmoothing),
                tf.mul(countedPixels(hot), labelSmoothing / numClasses),
              ),
            );
      return tf.neg(tf.div(tf.sum(tf.mul(targets, tf.logSoftmax(logits))), total)) as tf.Scalar;
    },
  };
}
