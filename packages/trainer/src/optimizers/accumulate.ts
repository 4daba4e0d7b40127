import * as tf from "@tensorflow/tfjs-core";
import type { Optimizer } from "./optimizer.ts";

/**
 * Updates the weights after every `batches` steps only, with the mean of their gradients: large batches on little
 * memory. Batches left over at the end of an epoch count towards the next one.
 *
 * @throws {RangeError} where `batches` is not a positive integer.
 */
export function accumulate(optimizer: Optimizer, batches: number): Optimizer {
  if (!(Number.isInteger(batches) && batches > 0)) {
    throw new RangeError(`Expected batches to be a positive integer, got ${batches}.`);
  }
  if (batches === 1) return optimizer;
  return {
    ...optimizer,
    slots: [...optimizer.slots, "gradients"],
    update({ weights, gradients, slots, step, ...rest }) {
      const { gradients: before, ...own } = slots as Record<string, tf.Tensor1D>;
      const sum = tf.add(before as tf.Tensor1D, gradients);
      const round = tf.floor(tf.div(tf.add(step, 0.5), batches)); // the half keeps it clear of rounding
      const due = tf.equal(step, tf.mul(round, batches));
      const updated = optimizer.update({
        weights,
        gradients: tf.div(sum, batches),
        slots: own,
        step: tf.maximum(round, 1),
        ...rest,
      });
      const next = (after: tf.Tensor, kept: tf.Tensor) => tf.where(due, after, kept);
      const changed = Object.entries(own).map(([name, slot]) => [
        name,
        next(updated.slots[name] as tf.Tensor, slot),
      ]);
      return {
        weights: next(updated.weights, weights),
        slots: { ...Object.fromEntries(changed), gradients: next(tf.zerosLike(sum), sum) },
      };
    },
  };
}
