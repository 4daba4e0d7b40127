/** How the scores of many images, or of many trainings, lie. */
export interface Distribution {
  /** Values that are a number; NaN, no score, is left out everywhere here. */
  readonly count: number;
  /** Mean of the values; NaN where there is none. */
  readonly mean: number;
  /** Standard deviation of a sample, over `count - 1`; NaN for fewer than two values. */
  readonly sd: number;
  /** The quantiles asked for, in that order. */
  readonly quantiles: readonly number[];
}

/** Options of `distribution`. */
export interface DistributionOptions {
  /**
   * Shares from 0 to 1.
   *
   * @default [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1]
   */
  readonly quantiles?: readonly number[];
}

/**
 * Count, mean, standard deviation and quantiles of values, without the NaN among them; of no value, all are NaN.
 *
 * @throws RangeError when a quantile is not from 0 to 1.
 *
 * @example
 * distribution([1, NaN, 3, 2], { quantiles: [0.5] }); //=> { count: 3, mean: 2, sd: 1, quantiles: [2] }
 */
export function distribution(
  values: ArrayLike<number>,
  { quantiles = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1] }: DistributionOptions = {},
): Distribution {
  const sorted = Float64Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort();
  const count = sorted.length;
  const mean = sorted.reduce((sum, value) => sum + value, 0) / count;
  const squares = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    count,
    mean,
    sd: count < 2 ? Number.NaN : Math.sqrt(squares / (count - 1)),
    quantiles: quantiles.map((share) => quantile(sorted, share)),
  };
}

/**
 * A quantile of sorted values without NaN, linear between the two ranks around it, as numpy's default; NaN of no
 * value.
 *
 * @throws RangeError when `share` is not from 0 to 1.
 *
 * @example
 * quantile([1, 2, 4], 0.75); //=> 3
 */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  if (!(share >= 0 && share <= 1)) {
    throw new RangeError(`Expected a quantile to be a share from 0 to 1, got ${share}`);
  }
  if (sorted.length === 0) return Number.NaN;
  const rank = share * (sorted.length - 1);
  const below = sorted[Math.floor(rank)] as number;
  const above = sorted[Math.ceil(rank)] as number;
  // Equal neighbors first: Infinity - Infinity is no number.
  return below === above ? below : below + (rank - Math.floor(rank)) * (above - below);
}
