import type { RgbImage } from "../image.ts";
import { min, round as whole } from "../paint/arithmetic.ts";
import { blockSide, createDct } from "./dct.ts";

// The tables of ISO/IEC 10918-1, annex K, as every IJG encoder uses them at quality 50.
const luma = [
  16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22,
  29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103,
  121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
];
const chroma = [
  17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99,
  99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
  99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
];

/**
 * What a baseline JPEG encoder of a quality leaves of an image: YCbCr with chroma of half the size (4:2:0), 8x8
 * cosine transforms rounded to the standard tables, and back, chroma smoothed as libjpeg does.
 *
 * @param quality 1 to 100, on the scale of the Independent JPEG Group
 */
export function jpegArtifacts(image: RgbImage, quality: number): RgbImage {
  const { width, height } = image;
  // Blocks of 16 by 16 pixels hold four blocks of luma and one of each chroma.
  const across = 2 * blockSide * Math.ceil(width / (2 * blockSide));
  const down = 2 * blockSide * Math.ceil(height / (2 * blockSide));
  const [y, cb, cr] = planes(image, across, down);
  const round = createDct();
  round(y, across, scaled(luma, quality));
  const coarse = [cb, cr].map((plane) => {
    const half = halved(plane, across, down);
    round(half, across / 2, scaled(chroma, quality));
    return half;
  });
  // The decoder knows the true size, so it repeats the last true sample beyond the border.
  const inner = { width: Math.ceil(width / 2), height: Math.ceil(height / 2) };
  const [blue, red] = coarse.map((half) => doubled(half, across / 2, inner)) as [Float32Array, Float32Array];
  const data = new Uint8ClampedArray(3 * width * height);
  for (let row = 0, to = 0; row < height; row++) {
    for (let column = 0; column < width; column++, to += 3) {
      const light = (y[row * across + column] as number) + 128;
      const b = blue[row * 2 * inner.width + column] as number;
      const r = red[row * 2 * inner.width + column] as number;
      data[to] = light + 1.402 * r;
      data[to + 1] = light - 0.344136 * b - 0.714136 * r;
      data[to + 2] = light + 1.772 * b;
    }
  }
  return { width, height, data: new Uint8Array(data.buffer) };
}

/** The IJG's scale: 50 is the table itself, 100 is all ones. */
function scaled(table: readonly number[], quality: number): Float32Array {
  const percent = quality < 50 ? Math.floor(5000 / quality) : 200 - 2 * quality;
  return Float32Array.from(table, (step) =>
    Math.min(Math.max(Math.floor((step * percent + 50) / 100), 1), 255),
  );
}

/** Luma and both chromas around 0, padded to whole blocks by repeating the border. */
function planes({ width, height, data }: RgbImage, across: number, down: number) {
  const [y, cb, cr] = [0, 1, 2].map(() => new Float32Array(across * down)) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  for (let row = 0, to = 0; row < down; row++) {
    for (let column = 0; column < across; column++, to++) {
      const at = 3 * (min(row, height - 1) * width + min(column, width - 1));
      const r = data[at] as number;
      const g = data[at + 1] as number;
      const b = data[at + 2] as number;
      y[to] = whole(0.299 * r + 0.587 * g + 0.114 * b) - 128;
      cb[to] = whole(-0.168736 * r - 0.331264 * g + 0.5 * b);
      cr[to] = whole(0.5 * r - 0.418688 * g - 0.081312 * b);
    }
  }
  return [y, cb, cr] as const;
}

/** Means of two by two. */
function halved(plane: Float32Array, across: number, down: number): Float32Array {
  const half = new Float32Array((across / 2) * (down / 2));
  for (let row = 0, to = 0; row < down; row += 2) {
    for (let column = 0; column < across; column += 2, to++) {
      const at = row * across + column;
      const sum =
        (plane[at] as number) +
        (plane[at + 1] as number) +
        (plane[at + across] as number) +
        (plane[at + across + 1] as number);
      half[to] = whole(sum / 4);
    }
  }
  return half;
}

/** Twice the size by a triangle: 3/4 of the nearer sample, 1/4 of the farther, along both axes. */
function doubled(
  half: Float32Array,
  stride: number,
  { width, height }: { width: number; height: number },
): Float32Array {
  const full = new Float32Array(4 * width * height);
  for (let row = 0, to = 0; row < 2 * height; row++) {
    const near = row >> 1;
    const far = Math.min(Math.max(near + (row & 1 ? 1 : -1), 0), height - 1);
    for (let column = 0; column < 2 * width; column++, to++) {
      const at = column >> 1;
      const beside = Math.min(Math.max(at + (column & 1 ? 1 : -1), 0), width - 1);
      const upper = 3 * (half[near * stride + at] as number) + (half[near * stride + beside] as number);
      const lower = 3 * (half[far * stride + at] as number) + (half[far * stride + beside] as number);
      full[to] = (3 * upper + lower) / 16;
    }
  }
  return full;
}
