import { checkNumber } from "@faceseg/core";
import * as tf from "@tensorflow/tfjs-core";
import type { Optimizer } from "./optimizer.ts";

/**
 * Updates the weights only after every `batches` steps, with the mean of their gradients: large batches in little
 * memory. Batches that remain at the end of an epoch count toward the next update.
 *
 * @throws {RangeError} where `batches` is not a positive integer.
 */
export function accumulateGradients(optimizer: Optimizer, batches: number): Optimizer {
  checkNumber("accumulate", batches, { min: 1, integer: true, unit: "batches" });
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
