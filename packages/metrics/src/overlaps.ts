import type { Counts, Overlaps } from "./counts.ts";
import { classTotals } from "./totals.ts";

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
