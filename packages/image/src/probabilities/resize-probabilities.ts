import { type Size, toSize } from "../size.ts";
import { checkProbabilities, type ProbabilityShape } from "./probability-shape.ts";

/**
 * Probabilities at another size, bilinear between pixel centers (half-pixel centers, edges repeated), as
 * `tf.image.resizeBilinear(x, size, false, true)` and PyTorch's `interpolate(align_corners=False)`. A pixel's
 * probabilities still sum to 1. Like these, it does not average when it shrinks.
 *
 * @param probabilities `[shape.height, shape.width, shape.numClasses]`.
 * @returns A new array of `[size.height, size.width, shape.numClasses]`.
 * @throws RangeError when the shape does not fit or a side is not a whole number of at least 1.
 *
 * @example
 * const shape = { width: 2, height: 1, numClasses: 1 };
 * resizeProbabilities(Float32Array.of(0, 1), shape, { width: 4, height: 1 }); //=> Float32Array [0, 0.25, 0.75, 1]
 */
export function resizeProbabilities(
  probabilities: Float32Array,
  shape: ProbabilityShape,
  size: number | Size,
): Float32Array {
  checkProbabilities(probabilities, shape);
  const { numClasses } = shape;
  const { width, height } = toSize(size);
  const across = taps(shape.width, width);
  const down = taps(shape.height, height);
  const resized = new Float32Array(width * height * numClasses);
  const above = new Float64Array(width * numClasses);
  const below = new Float64Array(width * numClasses);
  const row = shape.width * numClasses;
  for (const [y, { low, high, share }] of down.entries()) {
    stretch(probabilities.subarray(low * row, (low + 1) * row), across, numClasses, above);
    stretch(probabilities.subarray(high * row, (high + 1) * row), across, numClasses, below);
    for (let i = 0, to = y * above.length; i < above.length; i++, to++) {
      resized[to] = (above[i] as number) + share * ((below[i] as number) - (above[i] as number));
    }
  }
  return resized;
}

/** A row at its new width. */
function stretch(
  row: Float32Array,
  across: readonly Tap[],
  numClasses: number,
  stretched: Float64Array,
): void {
  let to = 0;
  for (const { low, high, share } of across) {
    for (
      let left = low * numClasses, right = high * numClasses;
      left < (low + 1) * numClasses;
      left++, right++, to++
    ) {
      stretched[to] = (row[left] as number) + share * ((row[right] as number) - (row[left] as number));
    }
  }
}

/** The two input pixels that an output pixel lies between, and how far it is from the lower to the higher. */
interface Tap {
  readonly low: number;
  readonly high: number;
  readonly share: number;
}

function taps(from: number, to: number): Tap[] {
  return Array.from({ length: to }, (_, index) => {
    const place = Math.min(Math.max(((index + 0.5) * from) / to - 0.5, 0), from - 1);
    const low = Math.floor(place);
    return { low, high: Math.min(low + 1, from - 1), share: place - low };
  });
}
