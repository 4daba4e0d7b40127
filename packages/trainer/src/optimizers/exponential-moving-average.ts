import { checkNumber } from "@faceseg/core";
import * as tf from "@tensorflow/tfjs-core";
import type { Optimizer } from "./optimizer.ts";
import { wrapperConfig } from "./wrapper-config.ts";

/** Options of `exponentialMovingAverage`. */
export interface ExponentialMovingAverageOptions {
  /** Share of the old average that remains after a step, in [0, 1). @default 0.99 */
  readonly decay?: number;
}

/**
 * Keeps an exponential moving average of the weights, like Keras's `use_ema`. `fit` validates, saves and ends with the
 * averages, while it continues to train the weights.
 *
 * @throws {RangeError} where `decay` is not in [0, 1).
 * @example
 * exponentialMovingAverage(adam(), { decay: 0.999 });
 */
export function exponentialMovingAverage(
  optimizer: Optimizer,
  { decay = 0.99 }: ExponentialMovingAverageOptions = {},
): Optimizer {
  checkNumber("decay", decay, { min: 0, below: 1 });
  return {
    ...optimizer,
    config: wrapperConfig(optimizer, "exponentialMovingAverage", { decay }),
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
