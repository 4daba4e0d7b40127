import type { LabeledImage } from "../image.ts";
import type { MirrorPairs } from "./mirror.ts";
import { type Move, warp } from "./warp.ts";

/**
 * `[a, b, c, d, e, f]`: the output point (x, y) shows the input point (ax + by + c, dx + ey + f). Points are in
 * pixels from the upper left corner; the center of the first pixel is (0.5, 0.5).
 */
export type Matrix = readonly [number, number, number, number, number, number];

/** `compose(first, second)`: the matrix that applies `first` to an output point, then `second`. */
export function compose(first: Matrix, second: Matrix): Matrix {
  const [a, b, c, d, e, f] = first;
  const [A, B, C, D, E, F] = second;
  return [A * a + B * d, A * b + B * e, A * c + B * f + C, D * a + E * d, D * b + E * e, D * c + E * f + F];
}

/**
 * The image seen through an affine map: bilinear for the image, nearest pixel for the labels.
 * What lies outside shows the image's edge, labeled 255 (ignore). A map that mirrors (negative determinant)
 * also exchanges the ids of the taxonomy's mirror pairs.
 *
 * @param matrix From output points to input points.
 * @param taxonomy Needed for a map that mirrors.
 * @returns A new pair of the same size.
 * @throws RangeError when the matrix is not invertible.
 * @example
 * affine(image, [1, 0, 10, 0, 1, 0]); //=> everything 10 pixels further left
 */
export function affine(labeled: LabeledImage, matrix: Matrix, taxonomy?: MirrorPairs): LabeledImage {
  return warp(labeled, [affineMove(matrix)], taxonomy);
}

/** The movement that an affine map makes. */
export function affineMove(matrix: Matrix): Move {
  const [a, b, c, d, e, f] = matrix;
  const determinant = a * e - b * d;
  if (!matrix.every(Number.isFinite) || determinant === 0) {
    throw new RangeError(`Expected \`matrix\` to be invertible, got [${matrix.join(", ")}]`);
  }
  return {
    mirrors: determinant < 0,
    trace({ x, y }) {
      for (let at = 0; at < x.length; at++) {
        const u = x[at] as number;
        const v = y[at] as number;
        x[at] = a * u + b * v + c;
        y[at] = d * u + e * v + f;
      }
    },
  };
}
