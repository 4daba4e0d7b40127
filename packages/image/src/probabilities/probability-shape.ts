import { checkNumber } from "@faceseg/core";
import { type Size, toSize } from "../size.ts";

/** The shape of one image's probabilities, a Float32Array of `[height, width, numClasses]`, interleaved. */
export interface ProbabilityShape extends Size {
  /** Number of classes: probabilities per pixel. */
  readonly numClasses: number;
}

/**
 * Checks that probabilities have their shape.
 *
 * @internal
 * @throws {RangeError} when a side is not a whole number of at least 1, `numClasses` is not one from 1 to 255, or the
 * probabilities are not `height * width * numClasses`.
 */
export function checkProbabilities(probabilities: Float32Array, shape: ProbabilityShape): void {
  const { width, height } = toSize(shape);
  const numClasses = checkNumber("numClasses", shape.numClasses, { integer: true, min: 1, max: 255 });
  if (probabilities.length !== height * width * numClasses) {
    throw new RangeError(
      `Expected \`probabilities\` to hold ${height} * ${width} * ${numClasses} = ` +
        `${height * width * numClasses} numbers, got ${probabilities.length}`,
    );
  }
}
