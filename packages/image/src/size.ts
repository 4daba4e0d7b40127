/** Width and height in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * A size from a number (a square's side) or from a width and a height.
 *
 * @throws RangeError when a side is not a whole number of at least 1.
 * @example
 * toSize(256); //=> { width: 256, height: 256 }
 */
export function toSize(size: number | Size): Size {
  const { width, height } = typeof size === "number" ? { width: size, height: size } : size;
  for (const side of [width, height]) {
    if (!Number.isInteger(side) || side < 1) {
      const legal = Math.max(1, Math.round(side) || 1);
      throw new RangeError(
        `Expected \`size\` in whole pixels of at least 1, got ${side}; the nearest is ${legal}`,
      );
    }
  }
  return { width, height };
}
