const alphas = [0.35, 0.5, 0.75, 1, 1.3, 1.4];

/**
 * Checks that `inputShape` is [height, width, 3] with sides that are multiples of `multiple` (a network's coarsest
 * stride).
 *
 * @throws RangeError naming the side, the value and the nearest legal one.
 */
export function validateInputShape(inputShape: readonly number[], multiple: number): void {
  if (!Array.isArray(inputShape) || inputShape.length !== 3) {
    throw new RangeError(
      `Expected \`inputShape\` to be [height, width, 3], got ${JSON.stringify(inputShape)}; for instance [256, 256, 3]`,
    );
  }
  for (const [index, side] of ["height", "width"].entries()) {
    const value: unknown = inputShape[index];
    if (!(Number.isInteger(value) && Number(value) > 0 && Number(value) % multiple === 0)) {
      const nearest = Math.max(1, Math.round(Number(value) / multiple) || 1) * multiple;
      throw illegal(`the ${side} in \`inputShape\``, `a multiple of ${multiple}`, value, nearest);
    }
  }
  if (inputShape[2] !== 3) {
    throw illegal("the channels in `inputShape`", "3 (RGB)", inputShape[2], 3);
  }
}

/** @throws RangeError listing the width multipliers that Keras offers, and the nearest of them. */
export function validateAlpha(alpha: number): void {
  if (!alphas.includes(alpha)) {
    throw illegal("`alpha`", `one of ${alphas.join(", ")}`, alpha, nearestOf(alphas, alpha));
  }
}

/** @throws RangeError naming the nearest of 0 and 1 for a momentum outside of them. */
export function validateBnMomentum(bnMomentum: number): void {
  if (!(bnMomentum >= 0 && bnMomentum <= 1)) {
    throw illegal("`bnMomentum`", "between 0 and 1", bnMomentum, nearestOf([0, 1], bnMomentum));
  }
}

/** @throws RangeError naming the nearest of 8, 16 and 32 for another output stride. */
export function validateOutputStride(outputStride: number): void {
  const legal = [8, 16, 32];
  if (!legal.includes(outputStride)) {
    throw illegal("`outputStride`", "8, 16 or 32", outputStride, nearestOf(legal, outputStride));
  }
}

/** @throws RangeError listing the legal values of the option called `option`. */
export function validateChoice<T>(option: string, value: T, legal: readonly T[]): void {
  if (!legal.includes(value)) {
    const listed = legal.map((one) => JSON.stringify(one)).join(" or ");
    throw new RangeError(`Expected \`${option}\` to be ${listed}, got ${JSON.stringify(value)}`);
  }
}

/**
 * Checks a list of positive integers, for instance numbers of filters; of `length` if that is given.
 *
 * @throws RangeError saying which list was expected.
 */
export function validateCounts(option: string, value: readonly number[], length?: number): void {
  const counts = Array.isArray(value) && value.every((count) => Number.isInteger(count) && count > 0);
  if (!counts || value.length === 0 || (length !== undefined && value.length !== length)) {
    const expected = length === undefined ? "one or more positive integers" : `${length} positive integers`;
    throw new RangeError(`Expected \`${option}\` to be ${expected}, got ${JSON.stringify(value)}`);
  }
}

/** The error of an argument out of its range, with the nearest legal value. */
export function illegal(argument: string, expected: string, found: unknown, nearest: number): RangeError {
  const value = typeof found === "number" ? found : JSON.stringify(found);
  return new RangeError(`Expected ${argument} to be ${expected}, got ${value}; the nearest is ${nearest}`);
}

const nearestOf = (legal: readonly number[], value: number): number =>
  legal.reduce((best, next) => (Math.abs(next - value) < Math.abs(best - value) ? next : best));
