import { checkNumber } from "@faceseg/core";

/** Width and height in pixels. */
export interface Size {
  /** Pixels from left to right. */
  readonly width: number;
  /** Pixels from top to bottom. */
  readonly height: number;
}

/**
 * A size from a number (a square's side) or from a width and a height.
 *
 * @throws {RangeError} when a side is not a whole number of at least 1.
 * @example
 * toSize(256); //=> { width: 256, height: 256 }
 */
export function toSize(size: number | Size): Size {
  const { width, height } = typeof size === "number" ? { width: size, height: size } : size;
  for (const side of [width, height]) {
    checkNumber("size", side, { integer: true, min: 1, unit: "pixels" });
  }
  return { width, height };
}
