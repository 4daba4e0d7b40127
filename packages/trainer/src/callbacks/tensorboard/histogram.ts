/** How numbers are distributed, as TensorBoard stores it. */
export interface Histogram {
  readonly minimum: number;
  readonly maximum: number;
  readonly count: number;
  readonly sum: number;
  readonly squares: number;
  /** Upper ends of the buckets. */
  readonly limits: Float64Array;
  /** Numbers in each bucket. */
  readonly counts: Float64Array;
}

const buckets = 30;

/**
 * Counts numbers in 30 buckets of the same width between the least and the greatest.
 *
 * @throws {RangeError} where there are no numbers, or one is not finite.
 */
export function histogramOf(numbers: Float32Array): Histogram {
  let [minimum, maximum, sum, squares] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0];
  for (const number of numbers) {
    minimum = Math.min(minimum, number);
    maximum = Math.max(maximum, number);
    sum += number;
    squares += number * number;
  }
  if (!Number.isFinite(squares) || numbers.length === 0) {
    throw new RangeError(
      `Expected a histogram of finite numbers, got ${numbers.length} with the sum ${sum}.`,
    );
  }
  const width = (maximum - minimum || 1) / buckets;
  const limits = Float64Array.from({ length: buckets }, (_, i) => minimum + (i + 1) * width);
  const counts = new Float64Array(buckets);
  for (const number of numbers) {
    const bucket = Math.min(buckets - 1, Math.floor((number - minimum) / width));
    counts[bucket] = (counts[bucket] as number) + 1;
  }
  return { minimum, maximum, count: numbers.length, sum, squares, limits, counts };
}
