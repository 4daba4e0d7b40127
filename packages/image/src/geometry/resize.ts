import type { LabeledImage, LabelMap, RgbImage } from "../image.ts";
import { type Size, toSize } from "../size.ts";
import { type Taps, triangleFilter } from "./triangle-filter.ts";

/**
 * A labeled image at another size: the image as `resizeImage` gives it, the labels as `resizeLabels` does.
 *
 * @param size Width and height, or the side of a square, in pixels.
 * @throws {RangeError} when a side is not a whole number of at least 1.
 */
export function resize(labeled: LabeledImage, size: number | Size): LabeledImage {
  return {
    ...labeled,
    image: resizeImage(labeled.image, size),
    labels: resizeLabels(labeled.labels, size),
  };
}

/**
 * A label map at another size: each pixel takes the id under its center, so that no new id appears.
 *
 * @param size Width and height, or the side of a square, in pixels.
 * @throws {RangeError} when a side is not a whole number of at least 1.
 */
export function resizeLabels(labels: LabelMap, size: number | Size): LabelMap {
  const { width, height } = toSize(size);
  if (width === labels.width && height === labels.height) return labels;
  const data = new Uint8Array(width * height);
  const columns = Int32Array.from({ length: width }, (_, x) => nearest(x, labels.width, width));
  for (let y = 0, to = 0; y < height; y++) {
    const row = nearest(y, labels.height, height) * labels.width;
    for (let x = 0; x < width; x++, to++) {
      data[to] = labels.data[row + (columns[x] as number)] as number;
    }
  }
  return { width, height, data };
}

/** The input pixel under an output pixel's center, in whole-number arithmetic: (i + 0.5) * from / to, rounded down. */
function nearest(index: number, from: number, to: number): number {
  return Math.floor(((2 * index + 1) * from) / (2 * to));
}

/**
 * An image at another size, by a triangle filter: bilinear where it enlarges, antialiased where it reduces. The edges
 * of the image stay where they are, and so does everything in between: the center of pixel `i` is at `i + 0.5`.
 *
 * Training, evaluation and segmentation, in Node and in pages, all resize with this function. It is within one level
 * (of 255) of Pillow's `image.resize(size, Image.BILINEAR)`.
 *
 * @param size Width and height, or the side of a square, in pixels.
 * @returns A new image; the image itself where it has that size.
 * @throws {RangeError} when a side is not a whole number of at least 1.
 */
export function resizeImage(image: RgbImage, size: number | Size): RgbImage {
  const { width, height } = toSize(size);
  if (width === image.width && height === image.height) return image;
  const across = triangleFilter(image.width, width);
  const down = triangleFilter(image.height, height);
  const line = new Float32Array(3 * image.width);
  const data = new Uint8Array(3 * width * height);
  for (let y = 0; y < height; y++) {
    addRows(image.data, down, y, line);
    resizeRow(line, across, data, 3 * width * y);
  }
  return { width, height, data };
}

/**
 * The weighted sum of the rows that output row `y` is made of. Four rows at once take half the time of one after the
 * other.
 */
function addRows(source: Uint8Array, { starts, counts, weights, most }: Taps, y: number, line: Float32Array) {
  const { length } = line;
  const count = counts[y] as number;
  let row = (starts[y] as number) * length;
  let tap = y * most;
  const end = tap + count;
  line.fill(0);
  for (; tap + 4 <= end; tap += 4, row += 4 * length) {
    const a = weights[tap] as number;
    const b = weights[tap + 1] as number;
    const c = weights[tap + 2] as number;
    const d = weights[tap + 3] as number;
    const second = row + length;
    const third = second + length;
    const fourth = third + length;
    for (let at = 0; at < length; at++) {
      (line[at] as number) +=
        a * (source[row + at] as number) +
        b * (source[second + at] as number) +
        c * (source[third + at] as number) +
        d * (source[fourth + at] as number);
    }
  }
  for (; tap < end; tap++, row += length) {
    const weight = weights[tap] as number;
    for (let at = 0; at < length; at++) (line[at] as number) += weight * (source[row + at] as number);
  }
}

/** One row at its new width, rounded. */
function resizeRow(
  line: Float32Array,
  { starts, counts, weights, most }: Taps,
  data: Uint8Array,
  to: number,
) {
  for (let x = 0, at = to; x < starts.length; x++, at += 3) {
    const end = x * most + (counts[x] as number);
    let from = 3 * (starts[x] as number);
    // Not destructured: that would take longer than the sums.
    let red = 0.5;
    let green = 0.5;
    let blue = 0.5;
    for (let tap = x * most; tap < end; tap++, from += 3) {
      const weight = weights[tap] as number;
      red += weight * (line[from] as number);
      green += weight * (line[from + 1] as number);
      blue += weight * (line[from + 2] as number);
    }
    data[at] = red;
    data[at + 1] = green;
    data[at + 2] = blue;
  }
}
