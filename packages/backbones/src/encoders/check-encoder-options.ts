import { checkChoice, checkNumber, shown } from "@faceseg/core";

/** The coarsest stride of every encoder; both sides of its input must be multiples of it. */
const coarsestStride = 32;

/**
 * Checks the options that every encoder takes.
 *
 * @throws {RangeError} naming the option, its value and the nearest legal one.
 */
export function checkEncoderOptions(options: {
  readonly inputShape: readonly number[];
  readonly bnMomentum: number;
}): void {
  const { inputShape, bnMomentum } = options;
  if (!Array.isArray(inputShape) || inputShape.length !== 3) {
    throw new RangeError(
      `Expected \`inputShape\` to be [height, width, 3], got ${shown(inputShape)}; for instance [256, 256, 3]`,
    );
  }
  for (const axis of [0, 1]) {
    checkNumber(`inputShape[${axis}]`, inputShape[axis], { multipleOf: coarsestStride, min: coarsestStride });
  }
  checkChoice("inputShape[2]", inputShape[2], [3]); // RGB
  checkNumber("bnMomentum", bnMomentum, { min: 0, max: 1 });
}
