import { mirrorIds } from "./mirror.ts";
import type { LabelledPicture, LabelMap, Picture } from "./picture.ts";
import { ignoreId } from "./taxonomy.ts";

/**
 * `[a, b, c, d, e, f]`: the output point (x, y) shows the input point (ax + by + c, dx + ey + f). Points are in
 * pixels from the upper left corner; the centre of the first pixel is (0.5, 0.5).
 */
export type Matrix = readonly [number, number, number, number, number, number];

/** `compose(first, second)`: the matrix that applies `first` to an output point, then `second`. */
export function compose(first: Matrix, second: Matrix): Matrix {
  const [a, b, c, d, e, f] = first;
  const [A, B, C, D, E, F] = second;
  return [A * a + B * d, A * b + B * e, A * c + B * f + C, D * a + E * d, D * b + E * e, D * c + E * f + F];
}

/**
 * The picture seen through an affine map: bilinear for the picture, nearest pixel for the labels.
 * What lies outside shows the picture's edge, labelled 255 (ignore). A map that mirrors (negative determinant)
 * also exchanges the ids of left and right eyebrows and eyes.
 *
 * @param matrix From output points to input points.
 * @returns A new pair of the same size.
 * @throws RangeError when the matrix is not invertible.
 * @example
 * affine(picture, [1, 0, 10, 0, 1, 0]); //=> everything 10 pixels further left
 */
export function affine(picture: LabelledPicture, matrix: Matrix): LabelledPicture {
  const determinant = matrix[0] * matrix[4] - matrix[1] * matrix[3];
  if (!matrix.every(Number.isFinite) || determinant === 0) {
    throw new RangeError(`Expected \`matrix\` to be invertible, got [${matrix.join(", ")}]`);
  }
  return {
    ...picture,
    image: warpImage(picture.image, matrix),
    labels: warpLabels(picture.labels, matrix, determinant < 0),
  };
}

function warpLabels(labels: LabelMap, [a, b, c, d, e, f]: Matrix, mirrored: boolean): LabelMap {
  const { width, height, data: source } = labels;
  const data = new Uint8Array(source.length);
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++, to++) {
      const u = a * (x + 0.5) + b * (y + 0.5) + c;
      const v = d * (x + 0.5) + e * (y + 0.5) + f;
      const inside = u >= 0 && u < width && v >= 0 && v < height;
      const id = inside ? (source[(v | 0) * width + (u | 0)] as number) : ignoreId;
      data[to] = mirrored ? (mirrorIds[id] as number) : id;
    }
  }
  return { width, height, data };
}

/** Bilinear with weights in 256ths: whole numbers are twice as fast as floats, and exact enough for 8 bits. */
function warpImage(image: Picture, [a, b, c, d, e, f]: Matrix): Picture {
  const { width, height, data: source } = image;
  const data = new Uint8Array(source.length);
  const right = (width - 1) * 256;
  const bottom = (height - 1) * 256;
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++, to += 3) {
      const u = clamp((a * (x + 0.5) + b * (y + 0.5) + c - 0.5) * 256, right);
      const v = clamp((d * (x + 0.5) + e * (y + 0.5) + f - 0.5) * 256, bottom);
      const upper = 3 * ((v >> 8) * width + (u >> 8));
      const lower = v < bottom ? upper + 3 * width : upper;
      const next = u < right ? 3 : 0;
      const p = u & 255;
      const q = v & 255;
      for (let channel = 0; channel < 3; channel++) {
        const at = upper + channel;
        const below = lower + channel;
        const high = (source[at] as number) * (256 - p) + (source[at + next] as number) * p;
        const low = (source[below] as number) * (256 - p) + (source[below + next] as number) * p;
        data[to + channel] = (high * (256 - q) + low * q + 32768) >> 16;
      }
    }
  }
  return { width, height, data };
}

/** The nearest whole number in 0..highest. */
function clamp(value: number, highest: number): number {
  return value < 0 ? 0 : value > highest ? highest : (value + 0.5) | 0;
}
