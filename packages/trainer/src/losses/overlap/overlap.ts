import { checkNumber } from "@faceseg/core";
import * as tf from "@tensorflow/tfjs-core";
import type { Loss } from "../loss.ts";
import {
  checkClassWeights,
  classMean,
  countedPixels,
  hotLabels,
  type PixelLossOptions,
  pixelConfig,
} from "../pixels.ts";

/** Sums over the pixels of a batch that are not ignored, [classes] each. */
export interface Overlap {
  /** Of the probabilities at the pixels of the class. */
  readonly intersection: tf.Tensor;
  /** Of all probabilities. */
  readonly predicted: tf.Tensor;
  /** Number of the pixels of the class. */
  readonly actual: tf.Tensor;
}

/** How far the softmax of the logits and the labels cover each other. */
export function overlapOf(logits: tf.Tensor4D, labels: tf.Tensor3D, ignoreId: number): Overlap {
  const hot = hotLabels(labels, logits.shape[3], ignoreId);
  const probabilities = tf.softmax(logits);
  const sum = (x: tf.Tensor) => tf.sum(x, [0, 1, 2]);
  return {
    intersection: sum(tf.mul(hot, probabilities)),
    predicted: sum(tf.mul(countedPixels(hot), probabilities)),
    actual: sum(hot),
  };
}

/** Options of the losses that compare areas: `diceLoss`, `jaccardLoss`, `tverskyLoss`. */
export interface OverlapLossOptions extends PixelLossOptions {
  /** Pixels added to numerator and denominator, so that the quotient exists for absent classes. @default 1 */
  readonly smooth?: number;
}

/** A loss of 1 minus a score of the overlap, averaged over the classes. */
export function overlapLoss(
  name: string,
  { classWeights, ignoreId = 255, smooth = 1 }: OverlapLossOptions,
  score: (overlap: Overlap, smooth: number) => tf.Tensor,
): Loss {
  checkClassWeights(classWeights);
  checkNumber("smooth", smooth, { above: 0, unit: "pixels" });
  return {
    name,
    config: { smooth, ...pixelConfig(classWeights, ignoreId) },
    compute: (logits, labels) =>
      classMean(tf.sub(1, score(overlapOf(logits, labels, ignoreId), smooth)), classWeights),
  };
}
