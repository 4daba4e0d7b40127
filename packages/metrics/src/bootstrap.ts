import { type ImageTable, totalOf } from "./image-table.ts";
import { type Difference, differenceOf, type Interval, intervalOf } from "./intervals.ts";
import { meanScores, resample, type Trainings } from "./resample.ts";

/** Options of `bootstrap`. */
export interface BootstrapOptions<Sum> {
  /** By name, each model's table, or one table for each of its trainings (seeds); all of the same images. */
  readonly models: Readonly<Record<string, ImageTable<Sum> | readonly ImageTable<Sum>[]>>;
  /** The scores of a sum of images, as many for every sum; NaN where there is none. */
  readonly score: (sum: Sum) => readonly number[];
  /**
   * How many times the images are drawn anew.
   *
   * @default 10000
   */
  readonly resamples?: number;
  /**
   * Share of the resamples that an interval holds.
   *
   * @default 0.95
   */
  readonly level?: number;
  /**
   * Seed of the draws, a whole number from 0 to 2^32 - 1.
   *
   * @default 0
   */
  readonly seed?: number;
}

/** What `bootstrap` found. */
export interface BootstrapResult {
  /** By the models' names, an interval for each score. */
  readonly models: Readonly<Record<string, readonly Interval[]>>;
  /** Every model against every later one. */
  readonly differences: readonly {
    /** Name of the model whose score is the minuend. */
    readonly a: string;
    /** Name of the model whose score is subtracted. */
    readonly b: string;
    /** `a` minus `b`, for each score. */
    readonly scores: readonly Difference[];
  }[];
}

/**
 * How sure the scores of models, and the differences between them, are: a paired bootstrap over images.
 *
 * Images are drawn with replacement, and every model is scored on the same draw, so what makes an image hard for
 * all of them cancels in their difference. Intervals are percentiles of the resampled scores. A model given as
 * several tables, one a training, scores the mean of them, and its trainings are drawn with replacement as well, so
 * that its intervals hold the chance of training too; with few trainings they are somewhat too narrow.
 *
 * The draws come from xoshiro128**, seeded by `seed`: the same call gives the same numbers.
 *
 * @throws RangeError when there is no model or no training, when the tables' images differ or stand in another
 * order, or when `resamples`, `level` or `seed` is out of range.
 *
 * @example
 * const { models, differences } = bootstrap({
 *   models: { unet: overlapTable(unetImages), segnet: overlapTable(segnetImages) },
 *   score: (sum) => [meanIou(sum), ...iou(sum)],
 * });
 * models.unet[0]; // { value, low, high, standardError, trainingSd } of the mean IoU
 * holm(differences.map(({ scores }) => scores[0].p));
 */
export function bootstrap<Sum>(options: BootstrapOptions<Sum>): BootstrapResult {
  const { score, resamples = 10_000, level = 0.95, seed = 0 } = options;
  const names = Object.keys(options.models);
  const models = names.map((name) => [options.models[name] as ImageTable<Sum> | Trainings<Sum>].flat());
  checkModels(names, models);
  checkWhole("resamples", resamples, 1, 2 ** 32 - 1);
  checkWhole("seed", seed, 0, 2 ** 32 - 1);
  if (!(level > 0 && level < 1)) {
    throw new RangeError(`Expected \`level\` to be a share between 0 and 1, got ${level}; usual is 0.95`);
  }

  const trainings = models.map((tables) => tables.map((table) => score(totalOf(table))));
  const values = trainings.map(meanScores);
  const samples = resample({ models, score, resamples, seed });
  const intervals = names.map((name, model): [string, Interval[]] => [
    name,
    (values[model] as number[]).map((value, place) =>
      intervalOf({
        value,
        samples: samples[model]?.[place] as Float64Array,
        trainings: (trainings[model] as number[][]).map((scores) => scores[place] as number),
        level,
      }),
    ),
  ]);
  const differences = names.flatMap((a, i) =>
    names.slice(i + 1).map((b, offset) => {
      const j = i + 1 + offset;
      const scores = (values[i] as number[]).map((value, place) =>
        differenceOf({
          value: value - (values[j]?.[place] as number),
          minuend: samples[i]?.[place] as Float64Array,
          subtrahend: samples[j]?.[place] as Float64Array,
          level,
        }),
      );
      return { a, b, scores };
    }),
  );
  return { models: Object.fromEntries(intervals), differences };
}

function checkModels(names: readonly string[], models: readonly Trainings<unknown>[]): void {
  const first = models[0]?.[0];
  if (first === undefined) throw new RangeError("Expected `models` to hold at least 1 model with a table");
  for (const [index, tables] of models.entries()) {
    const name = names[index] as string;
    if (tables.length === 0) throw new RangeError(`Expected at least 1 table for model "${name}", got 0`);
    for (const { ids } of tables) {
      if (ids.length !== first.ids.length) {
        throw new RangeError(
          `Expected the tables of all models to hold the same ${first.ids.length} images, got ${ids.length} in "${name}"`,
        );
      }
      const place = ids.findIndex((id, i) => id !== first.ids[i]);
      if (place >= 0) {
        throw new RangeError(
          `Expected the tables of all models to hold the same images in one order, ` +
            `got "${ids[place]}" for "${first.ids[place]}" at ${place} in "${name}"`,
        );
      }
    }
  }
}

function checkWhole(name: string, value: number, from: number, to: number): void {
  if (Number.isInteger(value) && value >= from && value <= to) return;
  const nearest = Math.min(Math.max(Math.round(value) || from, from), to);
  throw new RangeError(
    `Expected \`${name}\` to be a whole number from ${from} to ${to}, got ${value}; the nearest is ${nearest}`,
  );
}
