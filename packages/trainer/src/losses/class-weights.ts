import { checkChoice, checkNumber } from "@faceseg/core";
import type { Batches } from "@faceseg/image";

/** How the weight of a class is computed from its number of pixels; see `classWeights`. */
export type ClassWeightRule = "inverse" | "root-inverse" | "effective-number" | "median-frequency";

/** Numbers of pixels in a data set. */
export interface PixelCounts {
  /** Pixels of each class. */
  readonly pixels: readonly number[];
  /** For each class, the pixels of all classes in the images in which it occurs. */
  readonly presentPixels: readonly number[];
}

/** Options of `classWeights`. */
export interface ClassWeightOptions {
  /** For `"effective-number"`: 1 - 1 / N, for N effectively different pixels of a class. @default 1 - 1e-6 */
  readonly beta?: number;
  /** For `"median-frequency"`: `PixelCounts.presentPixels`. @default all pixels, for each class */
  readonly presentPixels?: readonly number[];
}

/**
 * A loss weight for each class from its number of pixels n, scaled to a mean of 1 over the pixels; 0 for a class that
 * never occurs.
 *
 * `"inverse"`: 1 / n. `"root-inverse"`: 1 / sqrt(n). `"effective-number"`: (1 - beta) / (1 - beta^n) (Cui et al., arXiv
 * 1901.05555). `"median-frequency"`: median(f) / f, where f is n over the pixels of the images in which the class
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
  if (!(total > 0))
    throw new RangeError(`Expected \`pixels\` to have a class with at least 1 pixel, got [${pixels}]`);
  checkNumber("beta", beta, { min: 0, below: 1 });
  const rules: Readonly<Record<ClassWeightRule, (count: number, id: number) => number>> = {
    inverse: (count) => 1 / count,
    "root-inverse": (count) => 1 / Math.sqrt(count),
    "effective-number": (count) => (1 - beta) / (1 - beta ** count),
    "median-frequency": (count, id) => (presentPixels?.[id] ?? total) / count, // the median is a common factor
  };
  const weigh = rules[checkChoice("rule", rule, Object.keys(rules) as ClassWeightRule[])];
  const weights = pixels.map((count, id) => (count === 0 ? 0 : weigh(count, id)));
  const mean = weights.reduce((sum, weight, id) => sum + (weight * (pixels[id] as number)) / total, 0);
  return weights.map((weight) => weight / mean);
}

/** Counts the pixels of the first epoch of a data set; ids of `numClasses` or more are skipped. */
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
