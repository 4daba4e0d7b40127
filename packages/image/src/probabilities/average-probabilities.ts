/**
 * The mean of several predictions of one image: an ensemble's, or one network's of an image as it is and mirrored.
 *
 * @param list Probabilities of one shape.
 * @param weights How much each counts, as many as predictions; all the same by default.
 * @returns A new array.
 * @throws RangeError when there is no prediction, when lengths differ, or when the weights are fewer, negative or sum
 * to 0.
 *
 * @example
 * averageProbabilities([Float32Array.of(1, 0), Float32Array.of(0.5, 0.5)]); //=> Float32Array [0.75, 0.25]
 */
export function averageProbabilities(
  list: readonly Float32Array[],
  weights: readonly number[] = list.map(() => 1),
): Float32Array {
  const [first] = list;
  if (first === undefined) throw new RangeError("Expected `list` to hold at least 1 prediction, got 0");
  const odd = list.findIndex(({ length }) => length !== first.length);
  if (odd >= 0) {
    throw new RangeError(
      `Expected every prediction of \`list\` to hold ${first.length} numbers like the first, ` +
        `got ${list[odd]?.length} at ${odd}`,
    );
  }
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  if (weights.length !== list.length || !weights.every((weight) => weight >= 0) || !(whole > 0)) {
    throw new RangeError(
      `Expected \`weights\` to be ${list.length} numbers of at least 0, not all 0, got [${weights.join(", ")}]`,
    );
  }
  const sums = new Float64Array(first.length);
  for (const [index, probabilities] of list.entries()) {
    const weight = (weights[index] as number) / whole;
    for (let i = 0; i < sums.length; i++) {
      sums[i] = (sums[i] as number) + weight * (probabilities[i] as number);
    }
  }
  return new Float32Array(sums);
}
