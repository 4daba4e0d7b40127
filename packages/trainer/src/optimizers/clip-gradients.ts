import { checkNumber } from "@faceseg/core";
import * as tf from "@tensorflow/tfjs-core";
import type { Optimizer } from "./optimizer.ts";
import { wrapperConfig } from "./wrapper-config.ts";

/** Options of `clipGradients`: a bound for the norm of all gradients together, or for each of their numbers. */
export type ClipGradientsOptions =
  | {
      /** Largest norm of all gradients together. */
      readonly globalNorm: number;
    }
  | {
      /** Largest absolute value of each number. */
      readonly value: number;
    };

/**
 * Keeps gradients small: scales them down together where their common norm is above `globalNorm`, or clips each number
 * to [-`value`, `value`]. Keras's `global_clipnorm` and `clipvalue`.
 *
 * @throws {RangeError} where the bound is not positive.
 * @example
 * clipGradients(adam(), { globalNorm: 1 });
 */
export function clipGradients(optimizer: Optimizer, options: ClipGradientsOptions): Optimizer {
  for (const [name, bound] of Object.entries(options)) checkNumber(name, bound, { above: 0 });
  return {
    ...optimizer,
    config: wrapperConfig(optimizer, "clipGradients", { ...options }),
    update(inputs) {
      const { gradients } = inputs;
      const clipped =
        "value" in options ? cut(gradients, options.value) : scaled(gradients, options.globalNorm);
      return optimizer.update({ ...inputs, gradients: clipped });
    },
  };
}

const cut = (gradients: tf.Tensor1D, value: number) => tf.clipByValue(gradients, -value, value);

function scaled(gradients: tf.Tensor1D, bound: number): tf.Tensor1D {
  const norm = tf.sqrt(tf.sum(tf.square(gradients)));
  return tf.mul(gradients, tf.div(bound, tf.maximum(norm, bound)));
}
