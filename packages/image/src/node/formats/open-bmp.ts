import { readBmpHeader } from "./bmp-header.ts";
import { readBmpPixels } from "./bmp-pixels.ts";
import type { OpenedFormat } from "./opened-format.ts";

/**
 * Opens a BMP, which sharp does not read: 1, 4, 8, 16, 24 or 32 bits a pixel, compressed runs and masks.
 *
 * @throws Error that says what was found where it is cut off, broken, or of a kind that is not read.
 */
export function openBmp(bytes: Uint8Array): OpenedFormat {
  const header = readBmpHeader(bytes);
  const { width, height } = header;
  return { size: { width, height }, orientation: 1, decode: async () => readBmpPixels(bytes, header) };
}
