import { checkNumber } from "@faceseg/core";
import type { RgbImage } from "../image.ts";
import { checkProbabilities, type ProbabilityShape } from "../probabilities/probability-shape.ts";
import { boxMean } from "./box-mean.ts";
import { type Guide, guideOf, slopes } from "./guide.ts";

/** Options of `guidedRefine`. */
export interface GuidedRefineOptions {
  /**
   * Half the side of the window, in pixels.
   *
   * @default 4
   */
  readonly radius?: number;
  /**
   * Variance of color (channels in 0..1) below which a window counts as flat and is smoothed.
   *
   * @default 0.001
   */
  readonly epsilon?: number;
}

/**
 * Probabilities that follow the image's edges: the guided filter of He, Sun and Tang (2013) with the colors as its
 * guide. In every window each class becomes the linear function of the color that fits it best. What falls below 0
 * is cut, and each pixel's probabilities sum to 1.
 *
 * @param probabilities `[height, width, numClasses]`.
 * @param image Of the same width and height.
 * @returns A new array.
 * @throws RangeError when the shapes do not fit, or when `radius` or `epsilon` is out of range.
 */
export function guidedRefine(
  probabilities: Float32Array,
  shape: ProbabilityShape,
  image: RgbImage,
  { radius = 4, epsilon = 1e-3 }: GuidedRefineOptions = {},
): Float32Array {
  checkProbabilities(probabilities, shape);
  const { width, height, numClasses } = shape;
  if (image.width !== width || image.height !== height) {
    throw new RangeError(
      `Expected \`image\` to be ${width} by ${height} like the probabilities, got ${image.width} by ${image.height}`,
    );
  }
  checkNumber("radius", radius, { integer: true, min: 1, unit: "pixels" });
  if (!(epsilon > 0 && Number.isFinite(epsilon))) {
    throw new RangeError(`Expected \`epsilon\` to be a number above 0, got ${epsilon}; the default is 0.001`);
  }

  const guide = guideOf(image, radius, epsilon);
  const refined = new Float32Array(probabilities.length);
  for (let id = 0; id < numClasses; id++) {
    const plane = Float64Array.from(
      { length: width * height },
      (_, pixel) => probabilities[pixel * numClasses + id] as number,
    );
    filter(plane, guide).forEach((value, pixel) => {
      refined[pixel * numClasses + id] = Math.max(0, value);
    });
  }
  return normalized(refined, numClasses);
}

/** The guided filter of one class's probabilities. */
function filter(plane: Float64Array, guide: Guide): Float64Array {
  const mean = (values: Float64Array) => boxMean(values, guide, guide.radius);
  const { red, green, blue } = slopes(plane, guide, mean);
  const [meanRed, meanGreen, meanBlue] = guide.means;
  const offset = mean(plane).map(
    (value, i) =>
      value -
      (red[i] as number) * (meanRed[i] as number) -
      (green[i] as number) * (meanGreen[i] as number) -
      (blue[i] as number) * (meanBlue[i] as number),
  );
  const [byRed, byGreen, byBlue] = [mean(red), mean(green), mean(blue)];
  const [r, g, b] = guide.channels;
  return mean(offset).map(
    (value, i) =>
      value +
      (byRed[i] as number) * (r[i] as number) +
      (byGreen[i] as number) * (g[i] as number) +
      (byBlue[i] as number) * (b[i] as number),
  );
}

function normalized(probabilities: Float32Array, numClasses: number): Float32Array {
  for (let at = 0; at < probabilities.length; at += numClasses) {
    const pixel = probabilities.subarray(at, at + numClasses);
    const sum = pixel.reduce((total, value) => total + value, 0);
    for (let id = 0; id < numClasses; id++)
      pixel[id] = sum > 0 ? (pixel[id] as number) / sum : 1 / numClasses;
  }
  return probabilities;
}
