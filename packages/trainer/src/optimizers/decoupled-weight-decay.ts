import { checkNumber } from "@faceseg/core";
import * as tf from "@tensorflow/tfjs-core";
import type { JsonObject } from "../settings/json.ts";
import type { Optimizer } from "./optimizer.ts";
import { wrapperConfig } from "./wrapper-config.ts";

/** Share of a weight that decays in a step at learning rate 1: one for all weights, or one for each name. */
export type WeightDecay = number | WeightDecayRule;

/** The share for a weight, by its name. */
export interface WeightDecayRule {
  (weight: string): number;
  /** What makes it, as plain JSON, for the `config` of an optimizer. @default unknown */
  readonly config?: JsonObject;
}

/**
 * `rate` for convolution and dense kernels, 0 for biases and normalization.
 *
 * @example
 * adamW({ weightDecay: kernelsOnly(0.01) });
 */
export const kernelsOnly = (rate: number): WeightDecay =>
  Object.assign((weight: string) => (/kernel(_\d+)?$/.test(weight) ? rate : 0), {
    config: { kernels: rate },
  });

/**
 * Shrinks weights by learning rate times decay before each update, independent of the gradients (Loshchilov & Hutter,
 * arXiv 1711.05101), like `weight_decay` of Keras's optimizers.
 *
 * @throws {RangeError} where a decay is negative or not finite.
 */
export function decoupledWeightDecay(optimizer: Optimizer, decay: WeightDecay): Optimizer {
  if (typeof decay === "number") checkNumber("weightDecay", decay, { min: 0 });
  return {
    ...optimizer,
    config: wrapperConfig(optimizer, "decoupledWeightDecay", { decay: decayConfig(decay) }),
    update(inputs) {
      const { weights, learningRate, perWeight } = inputs;
      const rates =
        typeof decay === "number"
          ? tf.scalar(decay)
          : perWeight((weight) => checkNumber(`weightDecay("${weight}")`, decay(weight), { min: 0 }));
      const lost = tf.mul(weights, tf.mul(rates, learningRate));
      return optimizer.update({ ...inputs, weights: tf.sub(weights, lost) });
    },
  };
}

/** A decay as a `config` has it; of a rule that does not say what makes it, only that it is one. */
const decayConfig = (decay: WeightDecay) =>
  typeof decay === "number" ? decay : (decay.config ?? "function of the weight's name");
