/** Which input pixels each output pixel is made of along one axis, and with what weights (their sum is 1). */
export interface Taps {
  /** The first input pixel of each output pixel. */
  readonly starts: Int32Array;
  /** How many input pixels each output pixel has. */
  readonly counts: Int32Array;
  /** `most` places for each output pixel, of which the first `counts[i]` are used. */
  readonly weights: Float64Array;
  /** The most input pixels of any output pixel. */
  readonly most: number;
}

/**
 * The triangle filter: bilinear where it enlarges; where it reduces, the triangle widens with the factor, so that every
 * input pixel counts and nothing aliases. The center of pixel `i` is at `i + 0.5`. Beyond the edge there are no pixels:
 * the weights of the others fill up. This is what Pillow's `resize(size, BILINEAR)` and OpenCV's antialiased linear do.
 *
 * @param from Pixels of the input along the axis.
 * @param to Pixels of the output.
 */
export function triangleFilter(from: number, to: number): Taps {
  const scale = from / to;
  const support = Math.max(scale, 1);
  const most = Math.ceil(2 * support) + 1;
  const starts = new Int32Array(to);
  const counts = new Int32Array(to);
  const weights = new Float64Array(to * most);
  for (let index = 0; index < to; index++) {
    const middle = (index + 0.5) * scale;
    const end = Math.min(from, Math.ceil(middle + support));
    let start = Math.max(0, Math.floor(middle - support));
    const weightOf = (pixel: number) => 1 - Math.abs(pixel + 0.5 - middle) / support;
    while (weightOf(start) <= 0) start++;
    let [count, sum] = [0, 0];
    for (let pixel = start; pixel < end && weightOf(pixel) > 0; pixel++, count++) {
      const weight = weightOf(pixel);
      weights[index * most + count] = weight;
      sum += weight;
    }
    for (let tap = 0; tap < count; tap++) (weights[index * most + tap] as number) /= sum;
    starts[index] = start;
    counts[index] = count;
  }
  return { starts, counts, weights, most };
}
