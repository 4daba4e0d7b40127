import type { Size } from "../size.ts";
import { compose, type Matrix } from "./affine.ts";

/** How an image is flipped, rotated, zoomed and shifted. */
export interface View {
  /** Whether the image is mirrored, left to right. */
  readonly flip: boolean;
  /** Rotation about the center in degrees; positive is clockwise. */
  readonly rotate: number;
  /** Magnification about the center; 2 shows the middle half twice as large. */
  readonly zoom: number;
  /** Shift to the right, as a share of the width. */
  readonly shiftX: number;
  /** Shift downward, as a share of the height. */
  readonly shiftY: number;
}

/** From an output point back to the input: undo the shift, then turn, shrink and mirror about the center. */
export function viewMatrix({ width, height }: Size, { flip, rotate, zoom, shiftX, shiftY }: View): Matrix {
  const [x, y] = [width / 2, height / 2];
  const angle = (rotate * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle) / zoom, Math.sin(angle) / zoom];
  const toCenter: Matrix = [1, 0, -x - shiftX * width, 0, 1, -y - shiftY * height];
  const turn: Matrix = flip ? [-cos, -sin, 0, -sin, cos, 0] : [cos, sin, 0, -sin, cos, 0];
  return compose(compose(toCenter, turn), [1, 0, x, 0, 1, y]);
}
