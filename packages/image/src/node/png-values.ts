import type { DecodedPng } from "fast-png";

/** One value an element: below 8 bits, PNG packs several into a byte, the first in the highest bits. */
export function pngValues({ width, height, depth, data }: DecodedPng): ArrayLike<number> {
  if (depth >= 8) return data;
  const values = new Uint8Array(width * height);
  const bytesInRow = Math.ceil((width * depth) / 8);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const bit = x * depth;
      const byte = data[y * bytesInRow + (bit >> 3)] as number;
      values[y * width + x] = (byte >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
    }
  }
  return values;
}
