import { isDistribution } from "./distribution.ts";
import type { ScoreMeaning } from "./meaning.ts";

/** How far probabilities may be outside of [0, 1]: a bicubic enlargement overshoots at edges. */
const overshoot = 0.3;

/**
 * Refuses scores that would become a wrong mask without a word: numbers that are not finite (but a logit of minus infinity is
 * a probability of 0), and probabilities that are none.
 *
 * @throws {RangeError} with the number.
 */
export function checkScores(scores: Float32Array, channels: number, meaning: ScoreMeaning | undefined): void {
  checkNumbers(scores);
  if (meaning === "softmax" && !isDistribution(scores, channels, overshoot)) {
    throw new RangeError(
      "Expected the probabilities of each pixel's classes to have the sum 1, as the model ends in a softmax, got others: is it one over the classes?",
    );
  }
  if (meaning !== "sigmoid") return;
  const odd = scores.find((value) => !(value >= -overshoot && value <= 1 + overshoot));
  if (odd !== undefined) throw new RangeError(`Expected probabilities in [0, 1] from the model, got ${odd}`);
}

/** @throws {RangeError} for a score that is not a number or infinitely high. */
function checkNumbers(scores: Float32Array): void {
  // A loop: `find` takes several times as long.
  for (let at = 0; at < scores.length; at++) {
    if ((scores[at] as number) < Number.POSITIVE_INFINITY) continue;
    throw notFinite(scores[at] as number);
  }
}

/**
 * Refuses probabilities that are not finite.
 *
 * @throws {RangeError} with the number.
 */
export function checkFinite(probabilities: Float32Array): Float32Array {
  for (let at = 0; at < probabilities.length; at++) {
    if (!Number.isFinite(probabilities[at])) throw notFinite(probabilities[at] as number);
  }
  return probabilities;
}

/** The error for a number that no mask can be made of. */
export const notFinite = (value: number): RangeError =>
  new RangeError(
    `Expected finite numbers from the model, got ${value}; its weights or its input may be damaged`,
  );
