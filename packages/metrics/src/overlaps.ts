import type { Counts } from "./counts.ts";
import { classTotals } from "./totals.ts";

/**
 * Three numbers a class, which are all that `iou`, `dice`, `precision`, `recall`, their means, `pixelAccuracy` and
 * `frequencyWeightedIou` need of a confusion matrix: 33 instead of 121 for 11 classes. They add up like counts.
 */
export interface Overlaps {
  /** Number of classes; ids run from 0 to `numClasses - 1`. */
  readonly numClasses: number;
  /** At `[3 * id]` the pixels of the class predicted as the class, then all of the truth, then all predicted. */
  readonly overlaps: ArrayLike<number>;
}

/**
 * What the scores need of a confusion matrix.
 *
 * @throws RangeError unless there are `numClasses * numClasses` counts.
 *
 * @example
 * overlapsOf({ numClasses: 2, counts: [6, 2, 0, 2] }); //=> { numClasses: 2, overlaps: [6, 8, 6, 2, 2, 4] }
 */
export function overlapsOf(counts: Counts): Overlaps {
  const overlaps = classTotals(counts).flatMap(({ hits, truth, predicted }) => [hits, truth, predicted]);
  return { numClasses: counts.numClasses, overlaps };
}
