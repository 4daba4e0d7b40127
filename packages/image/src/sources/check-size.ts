import type { Size } from "../size.ts";

/** The default of `maxPixels`: 8192 x 8192, a quarter of a gigabyte as RGBA. */
export const defaultMaxPixels = 2 ** 26;

/** The largest size of an image's shape that has at most `maxPixels`. */
export function legalSize({ width, height }: Size, maxPixels: number): Size {
  const scale = Math.sqrt(maxPixels / (width * height));
  return {
    width: Math.max(1, Math.floor(width * scale)),
    height: Math.max(1, Math.floor(height * scale)),
  };
}

/**
 * Refuses an image without pixels, and one that would need too much memory, before its pixels are read.
 *
 * @internal
 * @param hint What may be the reason that it has no pixels.
 * @throws {RangeError} naming the size and what is legal.
 */
export function checkSize({ width, height }: Size, maxPixels: number, hint = ""): void {
  if (!(Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0)) {
    throw new RangeError(`Expected \`image\` to have at least 1 x 1 pixels, got ${width} x ${height}${hint}`);
  }
  if (width * height > maxPixels) {
    const legal = legalSize({ width, height }, maxPixels);
    throw new RangeError(
      `Expected \`image\` to have at most ${maxPixels} pixels, got ${width} x ${height}; ` +
        `scale it to ${legal.width} x ${legal.height}, or raise \`maxPixels\``,
    );
  }
}
