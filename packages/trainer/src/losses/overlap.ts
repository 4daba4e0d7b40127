import * as tf from "@tensorflow/tfjs-core";
import type { Loss } from "./loss.ts";
import { checkClassWeights, classMean, countedPixels, hotLabels, type PixelOptions } from "./pixels.ts";

/** Sums over the counted pixels of a batch, [classes] each. */
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

/** Options of the losses that compare areas. */
export interface OverlapOptions extends PixelOptions {
  /** Pixels added to both sides of the quotient, so that it exists for absent classes. @default 1 */
  readonly smooth?: number;
}

/** 1 - score, averaged over the classes. */
export function overlapLoss(
  name: string,
  { classWeights, ignoreId = 255, smooth = 1 }: OverlapOptions,
  score: (overlap: Overlap, smooth: number) => tf.Tensor,
): Loss {
  checkClassWeights(classWeights);
  if (!(smooth > 0 && Number.isFinite(smooth))) {
    throw new RangeError(`Expected smooth to be a positive number of pixels, got ${smooth}.`);
  }
  return {
    name,
    compute: (logits, labels) =>
      classMean(tf.sub(1, score(overlapOf(logits, labels, ignoreId), smooth)), classWeights),
  };
}
