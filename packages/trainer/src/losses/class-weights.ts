import type { Batches } from "../batches.ts";

/** How a class's weight follows from its number of pixels. */
export type ClassWeightRule = "inverse" | "rootInverse" | "effectiveNumber" | "medianFrequency";

/** Pixels of a data set. */
export interface PixelCounts {
  /** Of each class. */
  readonly pixels: readonly number[];
  /** For each class the counted pixels, of whatever class, of the pictures in which it occurs. */
  readonly presentPixels: readonly number[];
}

/** Options of `classWeights`. */
export interface ClassWeightOptions {
  /** For `"effectiveNumber"`: 1 - 1 / the number of pixels of a class that differ in earnest. @default 1 - 1e-6 */
  readonly beta?: number;
  /** For `"medianFrequency"`, as `countPixels` counts. @default all pixels for each class */
  readonly presentPixels?: readonly number[];
}

/**
 * A loss weight for each class from its number of pixels n, scaled to a mean of 1 over the pixels; 0 for a class that
 * never occurs.
 *
 * `"inverse"`: 1 / n. `"rootInverse"`: 1 / sqrt(n). `"effectiveNumber"`: (1 - beta) / (1 - beta^n) (Cui et al., arXiv
 * 1901.05555). `"medianFrequency"`: median(f) / f, where f is n over the pixels of the pictures in which the class
 * occurs (Eigen & Fergus, arXiv 1411.4734).
 *
 * @throws {RangeError} where the rule is unknown, no class has pixels, or `beta` is not in [0, 1).
 * @example
 * classWeights([90, 10, 0], "inverse"); //=> [0.5555555555555556, 5, 0]
 */
export function classWeights(
  pixels: readonly number[],
  rule: ClassWeightRule,
  { beta = 1 - 1e-6, presentPixels }: ClassWeightOptions = {},
): number[] {
  const total = pixels.reduce((sum, count) => sum + count, 0);
  if (!(total > 0)) throw new RangeError(`Expected some class to have pixels, got [${pixels}].`);
  if (!(beta >= 0 && beta < 1)) throw new RangeError(`Expected beta in [0, 1), got ${beta}.`);
  const rules: Readonly<Record<string, (count: number, id: number) => number>> = {
    inverse: (count) => 1 / count,
    rootInverse: (count) => 1 / Math.sqrt(count),
    effectiveNumber: (count) => (1 - beta) / (1 - beta ** count),
    medianFrequency: (count, id) => (presentPixels?.[id] ?? total) / count, // the median is a common factor
  };
  const weigh = rules[rule];
  if (!weigh) throw new RangeError(`Expected one of ${Object.keys(rules).join(", ")}, got "${rule}".`);
  const weights = pixels.map((count, id) => (count === 0 ? 0 : weigh(count, id)));
  const mean = weights.reduce((sum, weight, id) => sum + (weight * (pixels[id] as number)) / total, 0);
  return weights.map((weight) => weight / mean);
}

/** Counts the pixels of the first epoch; ids that are no class are left out. */
export async function countPixels(data: Batches, numClasses: number): Promise<PixelCounts> {
  const pixels = new Array<number>(numClasses).fill(0);
  const presentPixels = new Array<number>(numClasses).fill(0);
  for await (const { labels, ids, width, height } of data.epoch(0)) {
    for (const index of ids.keys()) {
      const own = new Array<number>(numClasses).fill(0);
      for (const id of labels.subarray(index * width * height, (index + 1) * width * height))
        if (id < numClasses) own[id] = (own[id] as number) + 1;
      const counted = own.reduce((sum, count) => sum + count, 0);
      for (const [id, count] of own.entries()) {
        pixels[id] = (pixels[id] as number) + count;
        if (count > 0) presentPixels[id] = (presentPixels[id] as number) + counted;
      }
    }
  }
  return { pixels, presentPixels };
}
