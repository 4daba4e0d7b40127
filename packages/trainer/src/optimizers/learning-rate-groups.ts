import * as tf from "@tensorflow/tfjs-core";
import type { Optimizer } from "./optimizer.ts";

/** Weights that learn at a rate of their own. */
export interface LearningRateGroup {
  /** Whether a weight, by its name such as `"block_1_expand/kernel"`, belongs to the group. */
  readonly match: (weight: string) => boolean;
  /** Times the run's learning rate. */
  readonly factor: number;
}

/**
 * Trains groups of weights at other learning rates: a weight takes the factor of the first group that matches it, or 1.
 *
 * @throws {RangeError} where a factor is negative or not finite; {Error} in training, where a group has no weights.
 * @example
 * learningRateGroups(adam(), [{ match: (weight) => !weight.startsWith("decoder"), factor: 0.1 }]);
 */
export function learningRateGroups(optimizer: Optimizer, groups: readonly LearningRateGroup[]): Optimizer {
  for (const { factor } of groups) {
    if (!(factor >= 0 && Number.isFinite(factor))) {
      throw new RangeError(`Expected the factor of a group to be 0 or more, got ${factor}.`);
    }
  }
  return {
    ...optimizer,
    update(inputs) {
      const used = new Set<LearningRateGroup>();
      const factors = inputs.perWeight((weight) => {
        const group = groups.find(({ match }) => match(weight));
        if (group) used.add(group);
        return group?.factor ?? 1;
      });
      const unused = groups.findIndex((group) => !used.has(group));
      if (unused >= 0)
        throw new Error(`Expected group ${unused} of learningRateGroups to match weights, it matches none.`);
      return optimizer.update({ ...inputs, learningRate: tf.mul(inputs.learningRate, factors) });
    },
  };
}
