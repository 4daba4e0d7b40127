import type { ImageTable } from "./image-table.ts";
import { xoshiro128 } from "./xoshiro.ts";

/** The trainings of one model, one table of the same images each. */
export type Trainings<Sum> = readonly ImageTable<Sum>[];

/** How to resample. */
export interface ResampleOptions<Sum> {
  readonly models: readonly Trainings<Sum>[];
  readonly score: (sum: Sum) => readonly number[];
  readonly resamples: number;
  readonly seed: number;
}

/**
 * Scores of resampled images: `[model][score]` holds one number a resample.
 *
 * A resample draws as many images as there are, with replacement, and all models and trainings are scored on the
 * same draw. A model of several trainings also draws as many trainings as it has, with replacement, apart from the
 * other models, and takes the mean of their scores.
 *
 * Drawing an image twice adds its row twice, so a resample is a product of how often each image was drawn with
 * one wide row an image that holds all models side by side; the third of the images that are not drawn cost
 * nothing.
 */
export function resample<Sum>({ models, score, resamples, seed }: ResampleOptions<Sum>): Float64Array[][] {
  const tables = models.flat();
  const wide = sideBySide(tables);
  const random = xoshiro128(seed);
  const below = (limit: number) => Math.floor((random() / 2 ** 32) * limit);
  const images = wide.rows.length / wide.width;
  const drawn = new Uint32Array(images);
  const sum = new Float64Array(wide.width);
  const samples = models.map((): Float64Array[] => []);

  for (let round = 0; round < resamples; round++) {
    drawn.fill(0);
    for (let i = 0; i < images; i++) {
      const image = below(images);
      drawn[image] = (drawn[image] as number) + 1;
    }
    weigh(wide.rows, drawn, sum);
    let from = 0;
    for (const [index, trainings] of models.entries()) {
      const scores = trainings.map(({ width, read }) => {
        from += width;
        return score(read(sum.subarray(from - width, from)));
      });
      const chosen =
        scores.length === 1 ? scores : scores.map(() => scores[below(scores.length)] as number[]);
      const means = meanScores(chosen);
      const model = samples[index] as Float64Array[];
      means.forEach((mean, place) => {
        model[place] ??= new Float64Array(resamples);
        model[place][round] = mean;
      });
    }
  }
  return samples;
}

/** The mean of each score over the trainings that have it; NaN where none has. */
export function meanScores(trainings: readonly (readonly number[])[]): number[] {
  const [first = []] = trainings;
  if (trainings.length === 1) return [...first];
  return first.map((_, place) => {
    const values = trainings.map((scores) => scores[place] as number).filter((value) => !Number.isNaN(value));
    return values.reduce((total, value) => total + value, 0) / values.length;
  });
}

function sideBySide(tables: readonly ImageTable<unknown>[]): { rows: Float64Array; width: number } {
  const width = tables.reduce((total, table) => total + table.width, 0);
  const images = tables[0]?.ids.length ?? 0;
  const rows = new Float64Array(images * width);
  let from = 0;
  for (const table of tables) {
    for (let image = 0; image < images; image++) {
      const row = table.rows.subarray(image * table.width, (image + 1) * table.width);
      rows.set(row, image * width + from);
    }
    from += table.width;
  }
  return { rows, width };
}

/** `sum` = `drawn` times `rows`; four images at a time, so that `sum` is read and written a quarter as often. */
function weigh(rows: Float64Array, drawn: Uint32Array, sum: Float64Array): void {
  const { length: width } = sum;
  const chosen = [...drawn.keys()].filter((image) => drawn[image] !== 0);
  const rowAt = (place: number) => (chosen[place] ?? 0) * width;
  const timesAt = (place: number) => (place < chosen.length ? (drawn[chosen[place] as number] as number) : 0);
  sum.fill(0);
  for (let place = 0; place < chosen.length; place += 4) {
    const [a, b, c, d] = [rowAt(place), rowAt(place + 1), rowAt(place + 2), rowAt(place + 3)];
    const [ofA, ofB, ofC, ofD] = [timesAt(place), timesAt(place + 1), timesAt(place + 2), timesAt(place + 3)];
    for (let i = 0; i < width; i++) {
      sum[i] =
        (sum[i] as number) +
        ofA * (rows[a + i] as number) +
        ofB * (rows[b + i] as number) +
        ofC * (rows[c + i] as number) +
        ofD * (rows[d + i] as number);
    }
  }
}
