import type { BmpHeader } from "./bmp-header.ts";

/**
 * Unpacks the runs of a compressed BMP (RLE8, RLE4). Pixels that are skipped stay 0.
 *
 * @returns The color's index for each pixel, [height, width], the lowest row first.
 * @throws Error that says what was found where runs end too early or leave the image.
 */
export function unpackRuns(
  bytes: Uint8Array,
  { width, height, bits, offset }: Pick<BmpHeader, "width" | "height" | "bits" | "offset">,
): Uint8Array {
  const indices = new Uint8Array(width * height);
  let [x, y, at] = [0, 0, offset];
  const next = (): number => {
    if (at >= bytes.length) throw new Error(`a compressed BMP that ends at row ${y} of ${height}`);
    return bytes[at++] as number;
  };
  /** Checks that pixels fit, and says where the first of them is. */
  const room = (count: number): number => {
    if (y >= height || x + count > width) throw new Error(`a compressed BMP with a run beyond row ${y}`);
    const first = y * width + x;
    x += count;
    return first;
  };
  for (;;) {
    // Some writers leave out the mark of the end.
    if (at === bytes.length && (y >= height || (y === height - 1 && x === width))) return indices;
    const count = next();
    const value = next();
    if (count > 0) {
      const first = room(count);
      const [even, odd] = bits === 8 ? [value, value] : [value >> 4, value & 15];
      for (let index = 0; index < count; index++) indices[first + index] = index % 2 === 0 ? even : odd;
    } else if (value === 0) {
      x = 0;
      y++;
    } else if (value === 1) {
      return indices;
    } else if (value === 2) {
      x += next();
      y += next();
      if (x > width || y >= height) throw new Error(`a compressed BMP with a jump beyond row ${height - 1}`);
    } else {
      const first = room(value);
      let byte = 0;
      for (let index = 0; index < value; index++) {
        if (bits === 8 || index % 2 === 0) byte = next();
        indices[first + index] = bits === 8 ? byte : index % 2 === 0 ? byte >> 4 : byte & 15;
      }
      // Runs begin at even bytes; the last one may do without the byte that fills it up.
      const used = bits === 8 ? value : Math.ceil(value / 2);
      if (used % 2 === 1 && at < bytes.length) at++;
    }
  }
}
