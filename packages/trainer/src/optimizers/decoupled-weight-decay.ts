import * as tf from "@tensorflow/tfjs-core";
import type { Optimizer } from "./optimizer.ts";

/** Share of a weight that decays in a step at learning rate 1: of all weights, or of each by its name. */
export type WeightDecay = number | ((weight: string) => number);

/**
 * `rate` for convolution and dense kernels, 0 for biases and normalisation.
 *
 * @example
 * adamW({ weightDecay: kernelsOnly(0.01) });
 */
export const kernelsOnly =
  (rate: number): WeightDecay =>
  (weight) =>
    /kernel(_\d+)?$/.test(weight) ? rate : 0;

/**
 * Shrinks weights by learning rate times decay before each update, apart from the gradients (Loshchilov & Hutter, arXiv
 * 1711.05101), as `weight_decay` of Keras's optimisers.
 *
 * @throws {RangeError} where a decay is negative or not finite.
 */
export function decoupledWeightDecay(optimizer: Optimizer, decay: WeightDecay): Optimizer {
  const checked = (weight: string) => {
    const rate = typeof decay === "number" ? decay : decay(weight);
    if (rate >= 0 && Number.isFinite(rate)) return rate;
    throw new RangeError(`Expected a weight decay of 0 or more for ${weight}, got ${rate}.`);
  };
  if (typeof decay === "number") checked("all weights");
  return {
    ...optimizer,
    update(inputs) {
      const { weights, learningRate, perWeight } = inputs;
      const rates = typeof decay === "number" ? tf.scalar(decay) : perWeight(checked);
      const lost = tf.mul(weights, tf.mul(rates, learningRate));
      return optimizer.update({ ...inputs, weights: tf.sub(weights, lost) });
    },
  };
}
