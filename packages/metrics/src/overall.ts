import type { Counts, Overlaps } from "./counts.ts";
import { classTotals } from "./totals.ts";

/**
 * Share of all counted pixels, background too, that were given their class; NaN when none was counted.
 *
 * @example
 * pixelAccuracy({ numClasses: 2, counts: [6, 2, 0, 2] }); //=> 0.8
 */
export function pixelAccuracy(counts: Counts | Overlaps): number {
  let hits = 0;
  let pixels = 0;
  for (const total of classTotals(counts)) {
    hits += total.hits;
    pixels += total.truth;
  }
  return hits / pixels;
}

/**
 * Mean of the classes' IoU, background too, each weighted by its share of the true pixels; NaN when none was
 * counted.
 *
 * @example
 * frequencyWeightedIou({ numClasses: 2, counts: [6, 2, 0, 2] }); //=> 0.7
 */
export function frequencyWeightedIou(counts: Counts | Overlaps): number {
  let weighted = 0;
  let pixels = 0;
  for (const { hits, truth, predicted } of classTotals(counts)) {
    if (truth > 0) weighted += (truth * hits) / (truth + predicted - hits);
    pixels += truth;
  }
  return weighted / pixels;
}
