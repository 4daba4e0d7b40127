import type { LabeledImage, LabelMap, RgbImage } from "../image.ts";
import { type Size, toSize } from "../size.ts";

/**
 * The pair at another size: the picture by a triangle filter (bilinear, and averaging when it shrinks), the
 * labels by nearest pixel.
 */
export function resize(picture: LabeledImage, size: number | Size): LabeledImage {
  return {
    ...picture,
    image: resizeImage(picture.image, size),
    labels: resizeLabels(picture.labels, size),
  };
}

/** A label map at another size: each pixel takes the id under its centre. */
export function resizeLabels(labels: LabelMap, size: number | Size): LabelMap {
  const { width, height } = toSize(size);
  const data = new Uint8Array(width * height);
  const columns = Int32Array.from({ length: width }, (_, x) => centre(x, labels.width, width));
  for (let y = 0, to = 0; y < height; y++) {
    const row = centre(y, labels.height, height) * labels.width;
    for (let x = 0; x < width; x++, to++) {
      data[to] = labels.data[row + (columns[x] as number)] as number;
    }
  }
  return { width, height, data };
}

/** Whole-number arithmetic: (i + 0.5) * from / to, rounded down. */
function centre(index: number, from: number, to: number): number {
  return Math.floor(((2 * index + 1) * from) / (2 * to));
}

/** A picture at another size, by a triangle filter that widens when the picture shrinks. */
export function resizeImage(picture: RgbImage, size: number | Size): RgbImage {
  const { width, height } = toSize(size);
  const across = filter(picture.width, width);
  const down = filter(picture.height, height);
  const rows = new Float32Array(width * picture.height * 3);
  for (let y = 0; y < picture.height; y++) {
    for (let x = 0; x < width; x++) {
      accumulate(picture.data, 3 * y * picture.width, 3, across[x] as Taps, rows, 3 * (y * width + x));
    }
  }
  const sums = new Float32Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      accumulate(rows, 3 * x, 3 * width, down[y] as Taps, sums, 3 * (y * width + x));
    }
  }
  return { width, height, data: new Uint8Array(new Uint8ClampedArray(sums).buffer) };
}

/** Which input pixels an output pixel sees, and with what weights (sum 1). */
interface Taps {
  readonly start: number;
  readonly weights: Float64Array;
}

function filter(from: number, to: number): Taps[] {
  const scale = from / to;
  const support = Math.max(scale, 1);
  return Array.from({ length: to }, (_, index) => {
    const middle = (index + 0.5) * scale;
    const start = Math.max(0, Math.floor(middle - support));
    const end = Math.min(from, Math.ceil(middle + support));
    const raw = Float64Array.from({ length: end - start }, (_, tap) =>
      Math.max(0, 1 - Math.abs(start + tap + 0.5 - middle) / support),
    );
    const sum = raw.reduce((total, weight) => total + weight);
    return { start, weights: raw.map((weight) => weight / sum) };
  });
}

function accumulate(
  source: Uint8Array | Float32Array,
  origin: number,
  step: number,
  { start, weights }: Taps,
  target: Float32Array,
  to: number,
): void {
  let [r, g, b] = [0, 0, 0];
  for (let tap = 0, at = origin + start * step; tap < weights.length; tap++, at += step) {
    const weight = weights[tap] as number;
    r += weight * (source[at] as number);
    g += weight * (source[at + 1] as number);
    b += weight * (source[at + 2] as number);
  }
  target[to] = r;
  target[to + 1] = g;
  target[to + 2] = b;
}
