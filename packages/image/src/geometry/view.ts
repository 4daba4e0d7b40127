import type { Size } from "../size.ts";
import { compose, type Matrix } from "./affine.ts";

/** How an image is looked at. */
export interface View {
  readonly flip: boolean;
  /** Rotation about the center in degrees. */
  readonly rotate: number;
  /** Magnification about the center. */
  readonly zoom: number;
  /** Shift as a share of the width and of the height. */
  readonly shiftX: number;
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
