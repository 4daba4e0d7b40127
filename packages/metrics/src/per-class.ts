import type { Counts, Overlaps } from "./counts.ts";
import { classTotals } from "./totals.ts";

// 0 / 0 is NaN, which is what an absent class scores.

/**
 * Intersection over union of each class, hits / (truth + predicted - hits); NaN for a class absent from truth and
 * prediction.
 *
 * @example
 * iou({ numClasses: 3, counts: [1, 1, 0, 0, 2, 0, 0, 0, 0] }); //=> [0.5, 0.6666666666666666, NaN]
 */
export function iou(counts: Counts | Overlaps): number[] {
  return classTotals(counts).map(({ hits, truth, predicted }) => hits / (truth + predicted - hits));
}

/**
 * Dice coefficient of each class, 2 * hits / (truth + predicted), which is also its F1; NaN for a class absent
 * from truth and prediction.
 *
 * @example
 * dice({ numClasses: 3, counts: [1, 1, 0, 0, 2, 0, 0, 0, 0] }); //=> [0.6666666666666666, 0.8, NaN]
 */
export function dice(counts: Counts | Overlaps): number[] {
  return classTotals(counts).map(({ hits, truth, predicted }) => (2 * hits) / (truth + predicted));
}

/** The F1 score of each class: another name of `dice`. */
export const f1 = dice;

/**
 * Share of the pixels predicted as each class that are of the class; NaN for a class absent from the prediction.
 *
 * @example
 * precision({ numClasses: 3, counts: [1, 1, 0, 0, 2, 0, 0, 0, 0] }); //=> [1, 0.6666666666666666, NaN]
 */
export function precision(counts: Counts | Overlaps): number[] {
  return classTotals(counts).map(({ hits, predicted }) => hits / predicted);
}

/**
 * Share of the pixels of each class that were predicted as the class; NaN for a class absent from the truth.
 *
 * @example
 * recall({ numClasses: 3, counts: [1, 1, 0, 0, 2, 0, 0, 0, 0] }); //=> [0.5, 1, NaN]
 */
export function recall(counts: Counts | Overlaps): number[] {
  return classTotals(counts).map(({ hits, truth }) => hits / truth);
}
