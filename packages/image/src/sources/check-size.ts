import type { Size } from "../size.ts";

/** Pictures up to this many pixels are taken: at 4 bytes a pixel, a quarter of a gigabyte. */
export const defaultMaxPixels = 2 ** 26;

/**
 * Refuses a picture of no pixels, and one that would need too much memory, before its pixels are read.
 *
 * @throws {RangeError} naming the size and what is legal.
 */
export function checkSize({ width, height }: Size, maxPixels: number, hint = ""): void {
  if (!(Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0)) {
    throw new RangeError(
      `Expected \`picture\` to have at least 1 x 1 pixels, got ${width} x ${height}${hint}`,
    );
  }
  if (width * height > maxPixels) {
    const scale = Math.sqrt(maxPixels / (width * height));
    const legal = `${Math.max(1, Math.floor(width * scale))} x ${Math.max(1, Math.floor(height * scale))}`;
    throw new RangeError(
      `Expected \`picture\` to have at most ${maxPixels} pixels, got ${width} x ${height}; ` +
        `scale it to ${legal}, or raise \`maxPixels\``,
    );
  }
}
