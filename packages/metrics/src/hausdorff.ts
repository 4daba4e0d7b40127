import { borderPixels } from "./border-pixels.ts";
import { quantile } from "./distribution.ts";
import { type MapOptions, mapPair } from "./map-pair.ts";
import { nearestSquared } from "./nearest.ts";

/**
 * The 95th percentile Hausdorff distance of each class in one image, in pixels: how far the worst twentieth of its
 * border lies from where it should be.
 *
 * Each border pixel of the truth has a distance to the prediction's border, and the other way round; the result is
 * the larger of the two 95th percentiles (numpy's, linear between ranks). Borders are those of `boundaryMatches`. A
 * class in only one of truth and prediction is Infinity away, one in neither has no distance: NaN. It does not add
 * up: average it over images with `distribution`, whose median bears Infinity.
 *
 * @throws RangeError when a size or an id is out of range, see `ConfusionMatrix.update`.
 * @throws TypeError when `truth` or `prediction` is another kind of array.
 *
 * @example
 * const truth = Uint8Array.of(1, 0, 0, 0, 0, 0);
 * const prediction = Uint8Array.of(0, 0, 0, 1, 0, 0);
 * hausdorff95(truth, prediction, { width: 6, height: 1, numClasses: 3 }); //=> [0.7999999999999998, 3, NaN]
 */
export function hausdorff95(
  truth: Uint8Array | Uint8ClampedArray,
  prediction: Uint8Array | Uint8ClampedArray | Int32Array,
  options: MapOptions,
): number[] {
  const pair = mapPair(truth, prediction, options);
  const truthBorders = borderPixels(pair.truth, options);
  const predictedBorders = borderPixels(pair.prediction, options);
  return truthBorders.map((border, id) => {
    const predicted = predictedBorders[id] as number[];
    if (border.length === 0 && predicted.length === 0) return Number.NaN;
    if (border.length === 0 || predicted.length === 0) return Number.POSITIVE_INFINITY;
    const far = (from: number[], to: number[]) =>
      quantile(nearestSquared(from, to, options.width).map(Math.sqrt).sort(), 0.95);
    return Math.max(far(border, predicted), far(predicted, border));
  });
}
