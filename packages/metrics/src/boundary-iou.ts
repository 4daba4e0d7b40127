import { bands } from "./bands.ts";
import { type MapOptions, mapPair } from "./map-pair.ts";

/**
 * Widths of the band in which `boundaryCounts` counts, as shares of the image's diagonal: the paper's, and one for
 * thin parts such as eyebrows and lips, which the paper's band covers whole.
 */
export const dilationRatios = Object.freeze({
  /** Ratio of the paper. */
  standard: 0.02,
  /** Ratio for thin parts. */
  narrow: 0.005,
});

/** Options of `boundaryCounts`. */
export interface BoundaryOptions extends MapOptions {
  /**
   * Width of the band as a share of the image's diagonal; at least one pixel.
   *
   * @default 0.02
   */
  readonly dilationRatio?: number;
}

/** What the boundary IoU of one image, or of the sum of several, is made of: two numbers a class. */
export interface BoundaryCounts {
  /** Number of classes; ids run from 0 to `numClasses - 1`. */
  readonly numClasses: number;
  /** Pixels of each class that lie in its band in truth and prediction both. */
  readonly intersection: ArrayLike<number>;
  /** Pixels of each class that lie in its band in truth or prediction. */
  readonly union: ArrayLike<number>;
}

/**
 * Counts the pixels of each class near its border, for `boundaryIou` (Cheng et al. 2021, arXiv 2103.16562).
 *
 * A class's band is its own pixels within `d` of another class, across, down or diagonally; `d` is `dilationRatio`
 * times the diagonal, rounded as the paper's code rounds (a half to the even number), and at least 1. As in that
 * code, the image's edge is a border. Pixels whose truth is 255 are in no band and make no border.
 *
 * @throws RangeError when a size, an id or the ratio is out of range, see `ConfusionMatrix.update`.
 * @throws TypeError when `truth` or `prediction` is another kind of array.
 *
 * @example
 * const truth = Uint8Array.of(0, 0, 0, 1, 1, 1);
 * const prediction = Uint8Array.of(0, 0, 1, 1, 1, 1);
 * const counts = boundaryCounts(truth, prediction, { width: 6, height: 1, numClasses: 2 });
 * boundaryIou(counts); //=> [0.6666666666666666, 0.75]
 */
export function boundaryCounts(
  truth: Uint8Array | Uint8ClampedArray,
  prediction: Uint8Array | Uint8ClampedArray | Int32Array,
  options: BoundaryOptions,
): BoundaryCounts {
  const { width, height, numClasses, dilationRatio = dilationRatios.standard } = options;
  if (!(dilationRatio > 0 && dilationRatio <= 1)) {
    throw new RangeError(
      `Expected \`dilationRatio\` to be a share of the diagonal above 0 and up to 1, got ${dilationRatio}; ` +
        `the paper's is ${dilationRatios.standard}`,
    );
  }
  const pair = mapPair(truth, prediction, options);
  const radius = Math.max(1, roundHalfEven(dilationRatio * Math.sqrt(width * width + height * height)));
  const band = { width, height, radius, edge: true };
  const inTruth = bands(pair.truth, band);
  const inPrediction = bands(pair.prediction, band);

  const intersection = new Array<number>(numClasses).fill(0);
  const union = new Array<number>(numClasses).fill(0);
  for (let i = 0; i < inTruth.length; i++) {
    const [t, p] = [pair.truth[i] as number, pair.prediction[i] as number];
    if (inTruth[i] === 1) union[t] = (union[t] as number) + 1;
    if (inPrediction[i] === 0) continue;
    if (inTruth[i] === 1 && t === p) intersection[t] = (intersection[t] as number) + 1;
    else union[p] = (union[p] as number) + 1;
  }
  return { numClasses, intersection, union };
}

function roundHalfEven(value: number): number {
  const below = Math.floor(value);
  return value - below === 0.5 && below % 2 === 0 ? below : Math.round(value);
}

/**
 * Intersection over union of the bands along each class's border; NaN for a class absent from truth and prediction.
 *
 * @example
 * boundaryIou({ numClasses: 2, intersection: [3, 0], union: [4, 0] }); //=> [0.75, NaN]
 */
export function boundaryIou({ numClasses, intersection, union }: BoundaryCounts): number[] {
  return Array.from({ length: numClasses }, (_, id) => (intersection[id] as number) / (union[id] as number));
}
