import { type AdamOptions, adam } from "./adam.ts";
import { decoupledWeightDecay, type WeightDecay } from "./decoupled-weight-decay.ts";
import type { Optimizer } from "./optimizer.ts";

/** Options of `adamW`. */
export interface AdamWOptions extends AdamOptions {
  /** How much weights decay. @default 0.004 for all weights, as in Keras */
  readonly weightDecay?: WeightDecay;
}

/**
 * Adam with decoupled weight decay, with Keras's defaults.
 *
 * @throws {RangeError} where a decay is negative or not finite.
 * @example
 * adamW({ learningRate: 3e-4, weightDecay: kernelsOnly(0.01) });
 */
export const adamW = ({ weightDecay = 0.004, ...options }: AdamWOptions = {}): Optimizer => ({
  ...decoupledWeightDecay(adam(options), weightDecay),
  name: "adamw",
});
