import type { Size } from "../size.ts";

/**
 * The mean of each pixel's square window of `2 * radius + 1` a side, cut off at the image's edge, in a time that
 * does not depend on the radius.
 */
export function boxMean(plane: Float64Array, { width, height }: Size, radius: number): Float64Array {
  return slideTransposed(slideTransposed(plane, width, height, radius), height, width, radius);
}

/** Means along each row, written as columns: done twice, they are the means of squares. */
function slideTransposed(plane: Float64Array, width: number, height: number, radius: number): Float64Array {
  const means = new Float64Array(plane.length);
  const sums = new Float64Array(width + 1);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      sums[x + 1] = (sums[x] as number) + (plane[y * width + x] as number);
    }
    for (let x = 0; x < width; x++) {
      const from = Math.max(0, x - radius);
      const to = Math.min(width, x + radius + 1);
      means[x * height + y] = ((sums[to] as number) - (sums[from] as number)) / (to - from);
    }
  }
  return means;
}
