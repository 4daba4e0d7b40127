import { borderPixels } from "./border-pixels.ts";
import { type MapOptions, mapPair } from "./map-pair.ts";
import { nearestSquared } from "./nearest.ts";

/** Options of `boundaryMatches`. */
export interface BoundaryMatchOptions extends MapOptions {
  /** How far in pixels, center to center, a border pixel may lie from the other map's border and still match. */
  readonly tolerance: number;
}

/** What the boundary F1 of one image, or of the sum of several, is made of: four numbers a class. */
export interface BoundaryMatches {
  /** Number of classes; ids run from 0 to `numClasses - 1`. */
  readonly numClasses: number;
  /** Border pixels of each class in the truth. */
  readonly truth: ArrayLike<number>;
  /** Border pixels of each class in the prediction. */
  readonly predicted: ArrayLike<number>;
  /** Those of the truth within the tolerance of one of the prediction. */
  readonly matchedTruth: ArrayLike<number>;
  /** Those of the prediction within the tolerance of one of the truth. */
  readonly matchedPredicted: ArrayLike<number>;
}

/**
 * Counts the border pixels of each class that lie near the other map's border, for `boundaryF1` (the BF score of
 * Csurka et al. 2013).
 *
 * A border pixel has another class, or the image's edge, directly above, below, left or right. Pixels whose truth
 * is 255 have no class in either map and make no border.
 *
 * @throws RangeError when a size, an id or `tolerance` is out of range, see `ConfusionMatrix.update`.
 * @throws TypeError when `truth` or `prediction` is another kind of array.
 *
 * @example
 * const truth = Uint8Array.of(0, 0, 0, 1, 1, 1);
 * const prediction = Uint8Array.of(0, 0, 0, 0, 1, 1);
 * const size = { width: 1, height: 6, numClasses: 2 };
 * boundaryMatches(truth, prediction, { ...size, tolerance: 1 }).matchedPredicted; //=> [4, 2]
 */
export function boundaryMatches(
  truth: Uint8Array | Uint8ClampedArray,
  prediction: Uint8Array | Uint8ClampedArray | Int32Array,
  options: BoundaryMatchOptions,
): BoundaryMatches {
  const { width, numClasses, tolerance } = options;
  if (!(Number.isFinite(tolerance) && tolerance >= 0)) {
    throw new RangeError(`Expected \`tolerance\` to be a number of pixels of at least 0, got ${tolerance}`);
  }
  const pair = mapPair(truth, prediction, options);
  const truthBorders = borderPixels(pair.truth, options);
  const predictedBorders = borderPixels(pair.prediction, options);
  const lengths = (borders: number[][]) => borders.map(({ length }) => length);
  const matched = (from: number[][], to: number[][]) =>
    from.map((pixels, id) => {
      const squared = nearestSquared(pixels, to[id] as number[], width);
      return squared.reduce((count, distance) => count + (distance <= tolerance * tolerance ? 1 : 0), 0);
    });
  return {
    numClasses,
    truth: lengths(truthBorders),
    predicted: lengths(predictedBorders),
    matchedTruth: matched(truthBorders, predictedBorders),
    matchedPredicted: matched(predictedBorders, truthBorders),
  };
}

/**
 * The F1 of each class's border: the harmonic mean of the shares of predicted and of true border pixels that match;
 * 0 for a class in only one of truth and prediction, NaN for a class in neither.
 *
 * @example
 * boundaryF1({ numClasses: 1, truth: [4], predicted: [2], matchedTruth: [2], matchedPredicted: [2] });
 * //=> [0.6666666666666666]
 */
export function boundaryF1(matches: BoundaryMatches): number[] {
  return Array.from({ length: matches.numClasses }, (_, id) => {
    const [truth, predicted] = [matches.truth[id] as number, matches.predicted[id] as number];
    if (truth === 0 && predicted === 0) return Number.NaN;
    const recalled = (matches.matchedTruth[id] as number) * predicted;
    const precise = (matches.matchedPredicted[id] as number) * truth;
    return recalled + precise === 0
      ? 0
      : (2 * recalled * precise) / (truth * predicted * (recalled + precise));
  });
}
