import * as tf from "@tensorflow/tfjs-core";
import type { Optimizer } from "./optimizer.ts";

/** A bound for the norm of all gradients together, or for each of their numbers. */
export type ClipOptions = { readonly globalNorm: number } | { readonly value: number };

/**
 * Keeps gradients small: scaled down together where their common norm is above `globalNorm`, or cut off at plus and
 * minus `value`; Keras's `global_clipnorm` and `clipvalue`.
 *
 * @throws {RangeError} where the bound is not positive.
 * @example
 * clipGradients(adam(), { globalNorm: 1 });
 */
export function clipGradients(optimizer: Optimizer, options: ClipOptions): Optimizer {
  for (const [name, bound] of Object.entries(options)) {
    if (!(bound > 0)) throw new RangeError(`Expected ${name} to be positive, got ${bound}.`);
  }
  return {
    ...optimizer,
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
