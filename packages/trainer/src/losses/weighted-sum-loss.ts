import { checkNumber } from "@faceseg/core";
import * as tf from "@tensorflow/tfjs-core";
import { described } from "../settings/configured.ts";
import type { Loss } from "./loss.ts";

/** A loss in a weighted sum. */
export interface LossTerm {
  /** The loss. */
  readonly loss: Loss;
  /** What it is multiplied by. @default 1 */
  readonly weight?: number;
}

/**
 * Several losses as one: the sum of each loss times its weight.
 *
 * @throws {RangeError} where there is no loss, or a weight is not finite.
 * @example
 * weightedSumLoss([{ loss: crossEntropyLoss() }, { loss: diceLoss(), weight: 0.5 }]).name; //=> "cross_entropy + 0.5 dice"
 */
export function weightedSumLoss(terms: readonly LossTerm[]): Loss {
  checkNumber("terms.length", terms.length, { min: 1, integer: true });
  for (const [i, { weight = 1 }] of terms.entries()) checkNumber(`terms[${i}].weight`, weight);
  return {
    name: terms
      .map(({ loss, weight = 1 }) => (weight === 1 ? loss.name : `${weight} ${loss.name}`))
      .join(" + "),
    config: { terms: terms.map(({ loss, weight = 1 }) => ({ ...described(loss), weight })) },
    compute: (logits, labels) =>
      terms
        .map(({ loss, weight = 1 }) => tf.mul(loss.compute(logits, labels), weight) as tf.Scalar)
        .reduce((a, b) => tf.add(a, b)),
  };
}
