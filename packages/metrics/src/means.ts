import type { Counts, Overlaps } from "./counts.ts";
import { dice, iou, precision, recall } from "./per-class.ts";

/** Which classes a mean is taken over. */
export interface MeanOptions {
  /**
   * Whether class 0, the background, is one of them.
   *
   * @default false
   */
  readonly background?: boolean;
}

/**
 * Mean of per-class scores over the classes that have one: NaN is skipped, and the mean of no score is NaN.
 *
 * @example
 * meanOf([1, 0.5, NaN, 0.75]); //=> 0.625
 * meanOf([1, 0.5, NaN, 0.75], { background: true }); //=> 0.75
 */
export function meanOf(scores: readonly number[], { background = false }: MeanOptions = {}): number {
  const present = scores.slice(background ? 0 : 1).filter((score) => !Number.isNaN(score));
  return present.reduce((sum, score) => sum + score, 0) / present.length;
}

/** Mean of `iou` over the classes present in truth or prediction; without background unless asked for. */
export function meanIou(counts: Counts | Overlaps, options?: MeanOptions): number {
  return meanOf(iou(counts), options);
}

/** Mean of `dice` over the classes present in truth or prediction; without background unless asked for. */
export function meanDice(counts: Counts | Overlaps, options?: MeanOptions): number {
  return meanOf(dice(counts), options);
}

/** Mean of `f1`: another name of `meanDice`. */
export const meanF1 = meanDice;

/** Mean of `precision` over the classes present in the prediction; without background unless asked for. */
export function meanPrecision(counts: Counts | Overlaps, options?: MeanOptions): number {
  return meanOf(precision(counts), options);
}

/** Mean of `recall` over the classes present in the truth; without background unless asked for. */
export function meanRecall(counts: Counts | Overlaps, options?: MeanOptions): number {
  return meanOf(recall(counts), options);
}
