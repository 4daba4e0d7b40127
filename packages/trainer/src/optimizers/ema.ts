import * as tf from "@tensorflow/tfjs-core";
import type { Optimizer } from "./optimizer.ts";

/**
 * Keeps an exponential moving average of the weights beside them, as Keras's `use_ema`. `fit` validates, saves and ends
 * with the averages, while it goes on training the weights.
 *
 * `decay` (0.99 by default) is the share of the old average that stays in a step.
 *
 * @throws {RangeError} where `decay` is not in [0, 1).
 * @example
 * ema(adam(), { decay: 0.999 });
 */
export function ema(optimizer: Optimizer, { decay = 0.99 }: { readonly decay?: number } = {}): Optimizer {
  if (!(decay >= 0 && decay < 1)) throw new RangeError(`Expected decay to be in [0, 1), got ${decay}.`);
  return {
    ...optimizer,
    slots: [...optimizer.slots, "ema"],
    averages: "ema",
    update(inputs) {
      const { ema: before, ...own } = inputs.slots as Record<string, tf.Tensor1D>;
      const { weights, slots } = optimizer.update({ ...inputs, slots: own });
      const stays = tf.mul(tf.cast(tf.greater(inputs.step, 1), "float32"), decay); // begins at the first weights
      const average = tf.add(tf.mul(before as tf.Tensor1D, stays), tf.mul(weights, tf.sub(1, stays)));
      return { weights, slots: { ...slots, ema: average } };
    },
  };
}
