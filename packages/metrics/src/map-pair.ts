import { checkNumClasses, ignoreId } from "./counts.ts";
import { predictionBytes, truthBytes } from "./id-map.ts";
import { outOfRange } from "./out-of-range.ts";
import { tally } from "./tally.ts";

/** The shape of one image's label maps. */
export interface MapOptions {
  /** Pixels a row. */
  readonly width: number;
  /** Rows. */
  readonly height: number;
  /** Number of classes; ids run from 0 to `numClasses - 1`. */
  readonly numClasses: number;
}

/** Two label maps of one image in which the ignored pixels are 255 in both. */
export interface MapPair {
  readonly truth: Uint8Array;
  readonly prediction: Uint8Array;
}

/**
 * Checks one image's truth and prediction and takes the ignored pixels out of both.
 *
 * @throws RangeError when a side is not a whole number of at least 1, when a map does not hold `width * height`
 * pixels, or when an id is out of range: a truth that is neither a class nor 255, or a prediction that is no class.
 * @throws TypeError when `truth` or `prediction` is no array of bytes or, for the prediction, Int32Array.
 */
export function mapPair(
  truth: Uint8Array | Uint8ClampedArray,
  prediction: Uint8Array | Uint8ClampedArray | Int32Array,
  { width, height, numClasses }: MapOptions,
): MapPair {
  checkNumClasses(numClasses);
  for (const [name, side] of Object.entries({ width, height })) {
    if (Number.isInteger(side) && side >= 1) continue;
    const nearest = Math.max(1, Math.round(side) || 1);
    throw new RangeError(
      `Expected \`${name}\` to be a whole number of pixels of at least 1, got ${side}; the nearest is ${nearest}`,
    );
  }
  const truthIds = truthBytes(truth);
  const predictionIds = predictionBytes(prediction);
  for (const [name, { length }] of Object.entries({ truth: truthIds, prediction: predictionIds })) {
    if (length === width * height) continue;
    throw new RangeError(
      `Expected \`${name}\` to hold ${width} * ${height} = ${width * height} pixels, got ${length}`,
    );
  }
  if (tally(truthIds, predictionIds, numClasses) === undefined) {
    throw outOfRange(truth, prediction, numClasses, width);
  }
  return {
    truth: truthIds,
    prediction: predictionIds.map((id, pixel) => (truthIds[pixel] === ignoreId ? ignoreId : id)),
  };
}
