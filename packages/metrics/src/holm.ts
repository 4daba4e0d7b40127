/**
 * p-values corrected for being several, by Holm's step-down method: rejecting those below .05 errs in one or more of
 * them with a chance of at most .05. They keep their order; NaN, a comparison that could not be made, stays NaN and
 * does not count.
 *
 * @throws RangeError when a p-value is not from 0 to 1.
 *
 * @example
 * holm([0.01, 0.04, 0.03]); //=> [0.03, 0.06, 0.06]
 */
export function holm(pValues: readonly number[]): number[] {
  const bad = pValues.find((p) => p < 0 || p > 1);
  if (bad !== undefined) throw new RangeError(`Expected \`pValues\` to be from 0 to 1, got ${bad}`);
  const order = [...pValues.keys()]
    .filter((place) => !Number.isNaN(pValues[place]))
    .sort((a, b) => (pValues[a] as number) - (pValues[b] as number));
  const corrected = pValues.map(() => Number.NaN);
  let largest = 0;
  for (const [rank, place] of order.entries()) {
    largest = Math.max(largest, Math.min(1, (order.length - rank) * (pValues[place] as number)));
    corrected[place] = largest;
  }
  return corrected;
}
