import { shown } from "@faceseg/core";
import * as tf from "@tensorflow/tfjs-core";
import { dropoutMaskKernel, randomBits, randomRange } from "../lower/training/random.ts";
import { isTracing } from "../trace/is-tracing.ts";

/** Options of {@link dropoutMask}. */
export interface DropoutMaskOptions {
  /** Share of elements that become 0, in [0, 1). */
  readonly rate: number;
  /** A number for each use, such as the layer's position; masks of different streams are independent. @default 0 */
  readonly stream?: number;
}

/**
 * A dropout mask (Srivastava et al., 2014): 0 with probability `rate`, else 1 / (1 - rate). A function of the seed
 * alone, the same in eager TensorFlow.js and in compiled functions, in every runtime and on any number of threads.
 * Feed another seed in each step.
 *
 * @param seed An int32 scalar, such as the number of the step.
 * @param shape Shape of the mask.
 * @throws {RangeError} for a rate outside [0, 1), and a seed that is not an int32 scalar.
 * @example
 * const step = ({ x, seed }) => ({ y: tf.mul(x, dropoutMask(seed, x.shape, { rate: 0.5 })) });
 */
export function dropoutMask(
  seed: tf.Scalar,
  shape: readonly number[],
  { rate, stream = 0 }: DropoutMaskOptions,
): tf.Tensor {
  if (!(rate >= 0 && rate < 1))
    throw new RangeError(`Expected \`rate\` to be at least 0 and below 1, got ${shown(rate)}`);
  if (seed.dtype !== "int32" || seed.size !== 1)
    throw new RangeError(
      `Expected \`seed\` to be an int32 scalar, got ${seed.dtype} of shape [${seed.shape}]`,
    );
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
