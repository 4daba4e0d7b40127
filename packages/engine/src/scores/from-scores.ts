import { highestIds } from "../predictor/class-ids.ts";
import { checkFinite, checkScores } from "./check-scores.ts";
import { isDistribution, shares, softmax, twoClasses } from "./distribution.ts";
import type { ScoreMeaning } from "./meaning.ts";

/** The number of classes that scores tell apart: one channel tells two. */
export const classesOf = (channels: number): number => (channels === 1 ? 2 : channels);

/**
 * Scores as probabilities, perhaps in place.
 *
 * @param scores [pixels, channels]
 * @param meaning What they are; undefined: the numbers tell.
 * @returns [pixels, classes]
 * @throws {RangeError} for scores that are not what they must be.
 */
export function probabilitiesFrom(
  scores: Float32Array,
  channels: number,
  meaning: ScoreMeaning | undefined,
): Float32Array {
  checkScores(scores, channels, meaning);
  if (channels === 1) return checkFinite(twoClasses(scores, meaning === "logits"));
  if (meaning === "sigmoid") return checkFinite(shares(scores, channels));
  const isDone = meaning === undefined ? isDistribution(scores, channels) : meaning === "softmax";
  return checkFinite(isDone ? scores : softmax(scores, channels));
}

/**
 * The likeliest class of each pixel; of equal ones the lowest id.
 *
 * @param scores [pixels, channels]
 * @throws {RangeError} for scores that are not what they must be.
 */
export function idsFrom(
  scores: Float32Array,
  channels: number,
  meaning: ScoreMeaning | undefined,
): Uint8Array {
  checkScores(scores, channels, meaning);
  if (channels > 1) return highestIds(scores, channels);
  const threshold = meaning === "logits" ? 0 : 0.5;
  return Uint8Array.from(scores, (score) => (score > threshold ? 1 : 0));
}
