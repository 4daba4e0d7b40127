import type { RgbImage } from "../../image.ts";
import type { BmpHeader } from "./bmp-header.ts";
import { unpackRuns } from "./bmp-runs.ts";

/**
 * Unpacks the pixels of a BMP. Where it has alpha, what is transparent is seen on black; an alpha that is 0 everywhere
 * was never filled in and says nothing. Color profiles play no part.
 *
 * @param header What `readBmpHeader` says of these bytes.
 * @throws Error that says what was found where the file is cut off or broken.
 */
export function readBmpPixels(bytes: Uint8Array, header: BmpHeader): RgbImage {
  const { width, height, bits } = header;
  if (header.storage !== "runs") {
    const stride = rowBytes(header);
    // The last row may do without the bytes that fill it up.
    const needed = header.offset + (height - 1) * stride + Math.ceil((width * bits) / 8);
    if (bytes.length < needed) throw new Error(`a BMP of ${bytes.length} bytes instead of ${needed}`);
  }
  const data = new Uint8Array(3 * width * height);
  if (bits <= 8) fromPalette(bytes, header, data);
  else if (bits === 24) fromBytes(bytes, header, data);
  else fromMasks(bytes, header, data);
  return { width, height, data };
}

/** Rows end at multiples of four bytes. */
const rowBytes = ({ width, bits }: BmpHeader): number => 4 * Math.ceil((width * bits) / 32);

/** The place of a row of the file in the image. */
const rowOf = ({ topDown, height }: BmpHeader, row: number): number => (topDown ? row : height - 1 - row);

function fromPalette(bytes: Uint8Array, header: BmpHeader, data: Uint8Array): void {
  const { width, height, bits, palette, colorBytes, offset, storage } = header;
  const colors = Math.floor(palette.length / colorBytes);
  const stride = rowBytes(header);
  const runs = storage === "runs" ? unpackRuns(bytes, header) : undefined;
  for (let row = 0; row < height; row++) {
    let to = 3 * width * rowOf(header, row);
    for (let x = 0; x < width; x++, to += 3) {
      const bit = x * bits;
      const packed = bytes[offset + row * stride + (bit >> 3)] as number;
      const index = runs
        ? (runs[row * width + x] as number)
        : (packed >> (8 - bits - (bit & 7))) & ((1 << bits) - 1);
      if (index >= colors) throw new Error(`a BMP of ${colors} colors with a pixel of color ${index}`);
      const from = index * colorBytes;
      data[to] = palette[from + 2] as number;
      data[to + 1] = palette[from + 1] as number;
      data[to + 2] = palette[from] as number;
    }
  }
}

function fromBytes(bytes: Uint8Array, header: BmpHeader, data: Uint8Array): void {
  const { width, height, offset } = header;
  const stride = rowBytes(header);
  for (let row = 0; row < height; row++) {
    let to = 3 * width * rowOf(header, row);
    let from = offset + row * stride;
    for (let x = 0; x < width; x++, to += 3, from += 3) {
      data[to] = bytes[from + 2] as number;
      data[to + 1] = bytes[from + 1] as number;
      data[to + 2] = bytes[from] as number;
    }
  }
}

function fromMasks(bytes: Uint8Array, header: BmpHeader, data: Uint8Array): void {
  const { width, height, bits, offset } = header;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const stride = rowBytes(header);
  const pixel = (row: number, x: number): number =>
    bits === 16
      ? view.getUint16(offset + row * stride + 2 * x, true)
      : view.getUint32(offset + row * stride + 4 * x, true);
  const [red, green, blue, alpha] = header.masks.map((mask) => {
    const shift = mask === 0 ? 0 : 31 - Math.clz32(mask & -mask);
    return { mask, shift, most: mask >>> shift || 1 };
  }) as [Channel, Channel, Channel, Channel];
  const level = (value: number, { mask, shift, most }: Channel) => ((value & mask) >>> shift) / most;
  const hasAlpha = () => {
    for (let row = 0; row < height; row++) {
      for (let x = 0; x < width; x++) if ((pixel(row, x) & alpha.mask) !== 0) return true;
    }
    return false;
  };
  const sees = alpha.mask !== 0 && hasAlpha();
  for (let row = 0; row < height; row++) {
    let to = 3 * width * rowOf(header, row);
    for (let x = 0; x < width; x++, to += 3) {
      const value = pixel(row, x);
      const scale = sees ? 255 * level(value, alpha) : 255;
      data[to] = Math.round(scale * level(value, red));
      data[to + 1] = Math.round(scale * level(value, green));
      data[to + 2] = Math.round(scale * level(value, blue));
    }
  }
}

/** Where a channel's bits are in a pixel, and its greatest value. */
interface Channel {
  readonly mask: number;
  readonly shift: number;
  readonly most: number;
}
