import type { Size } from "../../size.ts";

/** How the pixels of a BMP are stored: row by row, as runs of one color, or with masks for the channels. */
type BmpStorage = "rows" | "runs" | "masks";

/** What the header of a BMP says. */
export interface BmpHeader extends Size {
  /** Bits a pixel: 1, 4, 8, 16, 24 or 32. */
  readonly bits: number;
  /** How its pixels are stored. */
  readonly storage: BmpStorage;
  /** Whether the first row of the file is the upper one. */
  readonly topDown: boolean;
  /** Where its pixels begin, in bytes. */
  readonly offset: number;
  /** Blue, green, red and perhaps a fourth byte for each color; empty where pixels are no indices. */
  readonly palette: Uint8Array;
  /** Bytes for each color of the palette. */
  readonly colorBytes: number;
  /** The bits of a pixel that are its red, green, blue and alpha; 0 for a channel that it lacks. */
  readonly masks: readonly [number, number, number, number];
}

/** Lengths of the headers that are known: OS/2 1, Windows 3, its versions with masks, OS/2 2, Windows 4 and 5. */
const headerLengths: readonly number[] = [12, 40, 52, 56, 64, 108, 124];

const fileHeaderLength = 14;
const defaultMasks: Readonly<Record<number, readonly [number, number, number, number]>> = {
  16: [0x7c00, 0x03e0, 0x001f, 0],
  32: [0xff0000, 0xff00, 0xff, 0],
};

/** The legal bits of each number that says how pixels are stored. */
const storages: Readonly<Record<number, { storage: BmpStorage; bits: readonly number[] }>> = {
  0: { storage: "rows", bits: [1, 4, 8, 16, 24, 32] },
  1: { storage: "runs", bits: [8] },
  2: { storage: "runs", bits: [4] },
  3: { storage: "masks", bits: [16, 32] },
  6: { storage: "masks", bits: [16, 32] },
};

/**
 * Reads the header of a BMP, its palette and masks; nothing is unpacked.
 *
 * @throws Error that says what was found where the file is cut off, broken, or of a kind that is not read.
 */
export function readBmpHeader(bytes: Uint8Array): BmpHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = bytes.length < 18 ? 0 : view.getUint32(14, true);
  const end = fileHeaderLength + length;
  if (bytes.length >= 18 && !headerLengths.includes(length)) {
    throw new Error(`a BMP with a header of ${length} bytes, which is not read`);
  }
  if (bytes.length < Math.max(18, end)) throw new Error("a BMP that ends within its header");
  const old = length === 12;
  const width = old ? view.getUint16(18, true) : view.getInt32(18, true);
  const rows = old ? view.getUint16(20, true) : view.getInt32(22, true);
  const bits = view.getUint16(old ? 24 : 28, true);
  const compression = old ? 0 : view.getUint32(30, true);
  const offset = view.getUint32(10, true);
  const [topDown, height] = [rows < 0, Math.abs(rows)];
  if (width <= 0 || height === 0) throw new Error(`a BMP of ${width}x${height} pixels`);
  const kind = storages[compression];
  // In the header of OS/2, these numbers stand for fax and 24-bit runs.
  if (!kind?.bits.includes(bits) || (length === 64 && compression > 2)) {
    throw new Error(`a BMP of ${bits} bits a pixel and compression ${compression}, which is not read`);
  }
  const { storage } = kind;
  if (topDown && storage === "runs") throw new Error("a compressed BMP that begins with its upper row");

  const hasMasks = storage === "masks";
  // Windows 3 has no room for masks in its header: they follow it.
  const start = end + (hasMasks && length === 40 ? (compression === 6 ? 16 : 12) : 0);
  if (offset < start || offset > bytes.length) {
    throw new Error(`a BMP of ${bytes.length} bytes with pixels from byte ${offset} on`);
  }
  const mask = (at: number) => (start >= at + 4 ? view.getUint32(at, true) : 0);
  const masks: BmpHeader["masks"] = hasMasks
    ? [mask(54), mask(58), mask(62), mask(66)]
    : (defaultMasks[bits] ?? [0, 0, 0, 0]);
  if (hasMasks) checkMasks(masks, bits);

  const colorBytes = old ? 3 : 4;
  const used = old ? 0 : view.getUint32(46, true);
  const colors = bits > 8 ? 0 : Math.min(used || 2 ** bits, 2 ** bits);
  const palette = bytes.subarray(start, Math.min(start + colors * colorBytes, offset));
  return { width, height, bits, storage, topDown, offset, palette, colorBytes, masks };
}

/** Refuses masks that overlap, have gaps, or reach beyond the pixel. */
function checkMasks(masks: readonly number[], bits: number): void {
  let taken = 0;
  for (const mask of masks) {
    const lowest = (mask & -mask) >>> 0;
    const whole = mask === 0 || Number.isInteger(Math.log2(mask / lowest + 1));
    if (!whole || mask >= 2 ** bits || (taken & mask) !== 0) {
      throw new Error(`a BMP with the color masks ${masks.map((each) => each.toString(16)).join(", ")}`);
    }
    taken |= mask;
  }
  if (!masks.slice(0, 3).some(Boolean)) throw new Error("a BMP whose color masks are empty");
}
