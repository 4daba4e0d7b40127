import { checkNumber } from "@faceseg/core";
import * as tf from "@tensorflow/tfjs-core";
import type { JsonObject } from "../settings/json.ts";

/** Options of all losses: which pixels count, and how much their classes weigh. */
export interface PixelLossOptions {
  /** Weight of each class. @default all 1 */
  readonly classWeights?: readonly number[];
  /** Label of the pixels that are ignored in the loss and in its gradient. @default 255 */
  readonly ignoreId?: number;
}

/** These options as the `config` of a loss has them. */
export const pixelConfig = (classWeights: readonly number[] | undefined, ignoreId: number): JsonObject => ({
  classWeights: classWeights ?? null,
  ignoreId,
});

/** @throws {RangeError} where a weight is negative or not finite. */
export function checkClassWeights(classWeights: readonly number[] | undefined): void {
  for (const [id, weight] of (classWeights ?? []).entries()) {
    checkNumber(`classWeights[${id}]`, weight, { min: 0 });
  }
}

/**
 * The weights as a tensor [classes].
 *
 * @throws {RangeError} where there is not one for each class.
 */
export function weightTensor(classWeights: readonly number[], numClasses: number): tf.Tensor1D {
  if (classWeights.length !== numClasses) {
    throw new RangeError(
      `Expected \`classWeights\` to be ${numClasses} numbers, one for each class, got ${classWeights.length}`,
    );
  }
  return tf.tensor1d([...classWeights]);
}

/** One-hot labels, [batch, height, width, classes], float32; nothing is hot where a pixel does not count. */
export function hotLabels(labels: tf.Tensor3D, numClasses: number, ignoreId: number): tf.Tensor4D {
  // Ids that are no class, 255 too, have no hot entry; an ignored id that is a class is masked.
  const targets = tf.oneHot(labels as tf.Tensor, numClasses, 1, 0, "float32") as tf.Tensor4D;
  if (ignoreId >= numClasses) return targets;
  const counted = tf.cast(tf.notEqual(labels, tf.scalar(ignoreId, "int32")), "float32");
  return tf.mul(targets, tf.expandDims(counted, -1));
}

/** 1 where a pixel counts, else 0; [batch, height, width, 1]. */
export const countedPixels = (hot: tf.Tensor4D): tf.Tensor4D => tf.sum(hot, -1, true);

/** Mean over classes of values [classes], weighted. */
export function classMean(values: tf.Tensor, classWeights: readonly number[] | undefined): tf.Scalar {
  if (!classWeights) return tf.mean(values);
  const weights = weightTensor(classWeights, values.size);
  return tf.div(tf.sum(tf.mul(values, weights)), tf.maximum(tf.sum(weights), 1e-12));
}
