import { checkNumber } from "@faceseg/core";
import * as tf from "@tensorflow/tfjs-core";
import type { Optimizer } from "./optimizer.ts";
import { wrapperConfig } from "./wrapper-config.ts";

/** Weights with a learning rate of their own. */
export interface LearningRateGroup {
  /** Whether a weight, by its name such as `"block_1_expand/kernel"`, belongs to the group. */
  readonly match: (weight: string) => boolean;
  /** What the run's learning rate is multiplied by. */
  readonly factor: number;
}

/**
 * Trains groups of weights at different learning rates. A weight takes the factor of the first group that matches it, or 1.
 *
 * @throws {RangeError} where a factor is negative or not finite.
 * @throws {Error} during training, where a group matches no weight.
 * @example
 * learningRateGroups(adam(), [{ match: (weight) => !weight.startsWith("decoder"), factor: 0.1 }]);
 */
export function learningRateGroups(optimizer: Optimizer, groups: readonly LearningRateGroup[]): Optimizer {
  for (const [i, { factor }] of groups.entries()) checkNumber(`groups[${i}].factor`, factor, { min: 0 });
  return {
    ...optimizer,
    config: wrapperConfig(optimizer, "learningRateGroups", { factors: groups.map(({ factor }) => factor) }),
    update(inputs) {
      const used = new Set<LearningRateGroup>();
      const factors = inputs.perWeight((weight) => {
        const group = groups.find(({ match }) => match(weight));
        if (group) used.add(group);
        return group?.factor ?? 1;
      });
      const unused = groups.findIndex((group) => !used.has(group));
      if (unused >= 0) throw new Error(`Expected \`groups[${unused}]\` to match at least 1 weight, got none`);
      return optimizer.update({ ...inputs, learningRate: tf.mul(inputs.learningRate, factors) });
    },
  };
}
