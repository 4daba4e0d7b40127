import * as tf from "@tensorflow/tfjs-core";
import { dropoutMaskKernel, randomBits, randomRange } from "../kernels/random.ts";
import { isTracing } from "../trace/tracing.ts";

/** What a dropout mask depends on. */
export interface DropoutMaskOptions {
  /** Share of elements that become 0, in [0, 1). */
  readonly rate: number;
  /** A number for each use, such as the position of the layer: masks of different streams are independent. @default 0 */
  readonly stream?: number;
}

/**
 * A dropout mask (Srivastava et al., 2014): 0 with probability `rate`, else 1 / (1 - rate). A function of the seed
 * alone, the same in eager TensorFlow.js and in compiled functions, in every runtime and on any number of threads;
 * feed another seed each step.
 *
 * @param seed int32 scalar, such as the number of the step
 * @throws {RangeError} for a rate outside [0, 1).
 * @example
 * const step = ({ x, seed }) => ({ y: tf.mul(x, dropoutMask(seed, x.shape, { rate: 0.5 })) });
 */
export function dropoutMask(
  seed: tf.Scalar,
  shape: readonly number[],
  { rate, stream = 0 }: DropoutMaskOptions,
): tf.Tensor {
  if (!(rate >= 0 && rate < 1))
    throw new RangeError(`Expected rate to be at least 0 and below 1, got ${rate}.`);
  if (seed.dtype !== "int32" || seed.size !== 1)
    throw new RangeError(`Expected seed to be an int32 scalar, got ${seed.dtype} of shape [${seed.shape}].`);
  const dims = [...shape];
  if (isTracing()) {
    const attrs = { shape: dims, rate, stream };
    return tf
      .engine()
      .runKernel(dropoutMaskKernel, { seed: tf.reshape(seed, []) }, attrs) as unknown as tf.Tensor;
  }
  const number = seed.dataSync()[0] as number;
  const threshold = Math.fround(rate * randomRange);
  const kept = Math.fround(1 / (1 - rate));
  const mask = new Float32Array(tf.util.sizeFromShape(dims));
  for (let i = 0; i < mask.length; i++) mask[i] = randomBits(i, number, stream) >= threshold ? kept : 0;
  return tf.tensor(mask, dims, "float32");
}
