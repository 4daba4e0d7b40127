import { distribution } from "./distribution.ts";

/** A score and how far it may be off. */
export interface Interval {
  /** The score of all images; with several trainings, the mean of theirs. */
  readonly value: number;
  /** Lower end of the percentile interval; NaN when no resample had a score. */
  readonly low: number;
  /** Upper end of the percentile interval; NaN when no resample had a score. */
  readonly high: number;
  /** Standard deviation of the resampled scores. */
  readonly standardError: number;
  /** Standard deviation between trainings, of all images; NaN for a single one. */
  readonly trainingSd: number;
}

/** A difference between two models and how far it may be off. */
export interface Difference {
  /** The difference of the scores of all images; with several trainings, of the means of theirs. */
  readonly value: number;
  /** Lower end of the percentile interval; NaN when no resample had both scores. */
  readonly low: number;
  /** Upper end of the percentile interval; NaN when no resample had both scores. */
  readonly high: number;
  /**
   * Two-sided p-value of no difference: twice the smaller share of resampled differences on either side of 0, with
   * one more counted on both sides, so it is never 0. It is below 1 - level where the interval excludes 0.
   */
  readonly p: number;
}

/** The percentile interval of a score; resamples without a score (NaN) are left out. */
export function intervalOf(options: {
  value: number;
  samples: Float64Array;
  trainings: readonly number[];
  level: number;
}): Interval {
  const { value, samples, trainings, level } = options;
  const { quantiles, sd } = distribution(samples, { quantiles: tails(level) });
  const [low, high] = quantiles as [number, number];
  return { value, low, high, standardError: sd, trainingSd: distribution(trainings).sd };
}

/** The percentile interval and p-value of a difference; resamples that lack one of the scores are left out. */
export function differenceOf(options: {
  value: number;
  minuend: Float64Array;
  subtrahend: Float64Array;
  level: number;
}): Difference {
  const { value, minuend, subtrahend, level } = options;
  const samples = minuend.map((score, i) => score - (subtrahend[i] as number));
  const { quantiles, count } = distribution(samples, { quantiles: tails(level) });
  const [low, high] = quantiles as [number, number];
  let notAbove = 1;
  let notBelow = 1;
  for (const sample of samples) {
    if (sample <= 0) notAbove++;
    if (sample >= 0) notBelow++;
  }
  const p = count === 0 ? Number.NaN : Math.min(1, (2 * Math.min(notAbove, notBelow)) / (count + 1));
  return { value, low, high, p };
}

function tails(level: number): number[] {
  return [(1 - level) / 2, (1 + level) / 2];
}
