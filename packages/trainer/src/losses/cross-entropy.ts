import * as tf from "@tensorflow/tfjs-core";
import type { Loss } from "./loss.ts";
import { checkClassWeights, countedPixels, hotLabels, type PixelOptions, weightTensor } from "./pixels.ts";

/** Options of `crossEntropy`. */
export interface CrossEntropyOptions extends PixelOptions {
  /** Share of the target that is spread evenly over all classes, from 0 to 1. @default 0 */
  readonly labelSmoothing?: number;
}

/**
 * Cross-entropy of the softmax of the logits, averaged over the pixels that are not ignored (0 where all are); class
 * weights and label smoothing as in PyTorch: the mean is over the weights of the pixels' classes.
 *
 * @throws {RangeError} where `classWeights` has not one positive weight or zero for each class, or `labelSmoothing` is
 *   not in [0, 1].
 */
export function crossEntropy({
  classWeights,
  ignoreId = 255,
  labelSmoothing = 0,
}: CrossEntropyOptions = {}): Loss {
  checkClassWeights(classWeights);
  if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
    throw new RangeError(`Expected labelSmoothing to be from 0 to 1, got ${labelSmoothing}.`);
  }
  return {
    name: "cross_entropy",
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
