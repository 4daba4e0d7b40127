import { type Size, toSize } from "../size.ts";

/** The shape of one picture's probabilities, a Float32Array of `[height, width, classes]`, interleaved. */
export interface ProbabilityShape extends Size {
  /** Probabilities a pixel. */
  readonly classes: number;
}

/**
 * Checks that probabilities have their shape.
 *
 * @throws RangeError when a side or the number of classes is not a whole number of at least 1, when there are more
 * than 255 classes, or when the probabilities are not `height * width * classes`.
 */
export function checkProbabilities(probabilities: Float32Array, shape: ProbabilityShape): void {
  const { width, height } = toSize(shape);
  const { classes } = shape;
  if (!Number.isInteger(classes) || classes < 1 || classes > 255) {
    const nearest = Math.min(Math.max(Math.round(classes) || 1, 1), 255);
    throw new RangeError(
      `Expected \`classes\` to be a whole number from 1 to 255, got ${classes}; the nearest is ${nearest}`,
    );
  }
  if (probabilities.length !== height * width * classes) {
    throw new RangeError(
      `Expected \`probabilities\` to hold ${height} * ${width} * ${classes} = ${height * width * classes} numbers, ` +
        `got ${probabilities.length}`,
    );
  }
}
