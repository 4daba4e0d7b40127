import { bands } from "./bands.ts";
import { ConfusionMatrix } from "./confusion-matrix.ts";
import { ignoreId } from "./counts.ts";
import { type MapOptions, mapPair } from "./map-pair.ts";

/** Options of `trimapCounts`. */
export interface TrimapOptions extends MapOptions {
  /** How far from a border of the truth a pixel may lie to be counted, in pixels. */
  readonly radius: number;
}

/**
 * Counts only the pixels near the borders of the truth: `pixelAccuracy` of it is the trimap accuracy, `iou` the
 * trimap IoU.
 *
 * A pixel is counted when a pixel of another class lies within `radius` of it, across, down or diagonally, so the
 * band has `radius` pixels on either side of a border. Neither the image's edge nor an ignored pixel (255) is a
 * border.
 *
 * @throws RangeError when a size, an id or `radius` is out of range, see `ConfusionMatrix.update`.
 * @throws TypeError when `truth` or `prediction` is another kind of array.
 *
 * @example
 * const truth = Uint8Array.of(0, 0, 0, 1, 1, 1);
 * const prediction = Uint8Array.of(1, 0, 1, 1, 1, 1);
 * pixelAccuracy(trimapCounts(truth, prediction, { width: 6, height: 1, numClasses: 2, radius: 1 })); //=> 0.5
 */
export function trimapCounts(
  truth: Uint8Array | Uint8ClampedArray,
  prediction: Uint8Array | Uint8ClampedArray | Int32Array,
  options: TrimapOptions,
): ConfusionMatrix {
  const { width, height, numClasses, radius } = options;
  if (!Number.isInteger(radius) || radius < 1) {
    throw new RangeError(
      `Expected \`radius\` to be a whole number of pixels of at least 1, got ${radius}; ` +
        `the nearest is ${Math.max(1, Math.round(radius) || 1)}`,
    );
  }
  const pair = mapPair(truth, prediction, options);
  const band = bands(pair.truth, { width, height, radius, edge: false });
  const near = pair.truth.map((id, i) => (band[i] === 1 ? id : ignoreId));
  return new ConfusionMatrix(numClasses).update(near, prediction, { width });
}
