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

/**
 * Lovasz-softmax (Berman et al., arXiv 1705.08790): the convex extension of the Jaccard loss of each class to its
 * errors |label - probability|, over the pixels of the batch, averaged over the classes that occur in it.
 *
 * It sorts the pixels of every class twice, which is slow for large batches.
 *
 * @throws {RangeError} where `classWeights` does not have one weight of 0 or more for each class.
 */
export function lovaszSoftmaxLoss({ classWeights, ignoreId = 255 }: PixelLossOptions = {}): Loss {
  checkClassWeights(classWeights);
  return {
    name: "lovasz_softmax",
    config: pixelConfig(classWeights, ignoreId),
    compute(logits, labels) {
      const numClasses = logits.shape[3];
      const hot = hotLabels(labels, numClasses, ignoreId);
      const counted = countedPixels(hot);
      // label ? 1 - p : p; and -1, below all errors, where a pixel does not count
      const sign = tf.sub(counted, tf.mul(hot, 2));
      const outside = tf.sub(counted, 1);
      const errors = tf.add(tf.add(tf.mul(tf.softmax(logits), sign), hot), outside);
      const rows = (x: tf.Tensor) => tf.transpose(tf.reshape(x, [-1, numClasses])) as tf.Tensor2D;
      const foreground = rows(hot);
      const pixels = tf.reshape(counted, [1, -1]);
      const present = tf.minimum(tf.sum(foreground, 1, true), 1);
      const classes = classWeights
        ? tf.mul(present, tf.reshape(weightTensor(classWeights, numClasses), [-1, 1]))
        : present;
      const shares = tf.div(classes, tf.maximum(tf.sum(classes), 1e-12));
      return linear(rows(errors), (x) =>
        tf.mul(tf.mul(lovaszGradient(x as tf.Tensor2D, foreground), pixels), shares),
      );
    },
  };
}

/**
 * By how much each pixel raises the Jaccard loss when pixels become wrong in the order of their errors, row by row.
 *
 * @param errors [classes, pixels]
 * @param foreground 1 at the pixels of the class, else 0; [classes, pixels]
 */
function lovaszGradient(errors: tf.Tensor2D, foreground: tf.Tensor2D): tf.Tensor2D {
  const [numClasses, pixels] = errors.shape;
  const order = tf.topk(errors, pixels).indices;
  const sorted = gatherRows(foreground, order as tf.Tensor2D);
  const all = tf.sum(foreground, 1, true);
  const intersection = tf.sub(all, tf.cumsum(sorted, 1));
  const union = tf.add(all, tf.cumsum(tf.sub(1, sorted), 1));
  // The differences of 1 - intersection / union, in a form without cancellation.
  const background = tf.div(intersection, tf.mul(union, tf.maximum(tf.sub(union, 1), 1)));
  const rises = tf.add(tf.div(sorted, tf.maximum(union, 1)), tf.mul(tf.sub(1, sorted), background));
  const places = tf.topk(tf.neg(order), pixels).indices; // the inverse permutation
  return gatherRows(tf.reshape(rises, [numClasses, pixels]), places as tf.Tensor2D);
}

/** x[row, indices[row, i]] */
function gatherRows(x: tf.Tensor2D, indices: tf.Tensor2D): tf.Tensor2D {
  const [rows, columns] = x.shape;
  const starts = Array.from({ length: rows }, (_, row) => row * columns);
  const flat = tf.add(indices, tf.tensor2d(starts, [rows, 1], "int32"));
  return tf.reshape(tf.gather(tf.reshape(x, [-1]), tf.reshape(flat, [-1]) as tf.Tensor1D), [rows, columns]);
}
