/** The distribution of numbers, in the form that TensorBoard stores. */
export interface Histogram {
  readonly minimum: number;
  readonly maximum: number;
  readonly count: number;
  readonly sum: number;
  /** Sum of the squares. */
  readonly squares: number;
  /** Upper bounds of the buckets. */
  readonly limits: Float64Array;
  /** Numbers in each bucket. */
  readonly counts: Float64Array;
}

const BUCKETS = 30;

/**
 * Counts numbers in 30 buckets of equal width between the minimum and the maximum.
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
      `Expected at least 1 number, all finite, for a histogram, got ${numbers.length} with the sum ${sum}`,
    );
  }
  const width = (maximum - minimum || 1) / BUCKETS;
  const limits = Float64Array.from({ length: BUCKETS }, (_, i) => minimum + (i + 1) * width);
  const counts = new Float64Array(BUCKETS);
  for (const number of numbers) {
    const bucket = Math.min(BUCKETS - 1, Math.floor((number - minimum) / width));
    counts[bucket] = (counts[bucket] as number) + 1;
  }
  return { minimum, maximum, count: numbers.length, sum, squares, limits, counts };
}
