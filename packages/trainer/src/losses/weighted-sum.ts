import * as tf from "@tensorflow/tfjs-core";
import type { Loss } from "./loss.ts";

/**
 * Several losses as one: the sum of each, times its weight.
 *
 * @throws {RangeError} where there is no loss, or a weight is not finite.
 * @example
 * weightedSum([{ loss: crossEntropy() }, { loss: dice(), weight: 0.5 }]).name; //=> "cross_entropy + 0.5 dice"
 */
export function weightedSum(terms: readonly { readonly loss: Loss; readonly weight?: number }[]): Loss {
  if (terms.length === 0) throw new RangeError("Expected weightedSum to have at least one loss, got none.");
  const wrong = terms.find(({ weight = 1 }) => !Number.isFinite(weight));
  if (wrong) throw new RangeError(`Expected a finite weight of ${wrong.loss.name}, got ${wrong.weight}.`);
  return {
    name: terms
      .map(({ loss, weight = 1 }) => (weight === 1 ? loss.name : `${weight} ${loss.name}`))
      .join(" + "),
    compute: (logits, labels) =>
      terms
        .map(({ loss, weight = 1 }) => tf.mul(loss.compute(logits, labels), weight) as tf.Scalar)
        .reduce((a, b) => tf.add(a, b)),
  };
}
