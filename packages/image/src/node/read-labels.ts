import { type DecodedPng, decode, hasPngSignature } from "fast-png";
import type { LabelMap } from "../image.ts";
import type { Size } from "../size.ts";
import { defaultMaxPixels } from "../sources/check-size.ts";
import { ignoreId, lapa11 } from "../taxonomy.ts";
import { DataError } from "./data-error.ts";
import { pngEssence } from "./png-essence.ts";
import { readDataFile } from "./read-data-file.ts";

/** How a data set codes its labels: `codes[value in the file]` is a class id or 255; other values are errors. */
export type Coding = readonly (number | undefined)[];

/** Ids as they are: 0..10, and 255 for ignored pixels. */
export const ownCoding: Coding = Array.from({ length: 256 }, (_, value) =>
  value < lapa11.classes.length || value === ignoreId ? value : undefined,
);

/**
 * Reads a label map from a palette or gray PNG of any bit depth. Values are indices; colors play no part.
 *
 * @param options.coding From values in the file to class ids. @default 0..10 and 255 as they are
 * @param options.expectedSize The size the label map must have. @default any
 * @throws DataError when the file is missing, broken, in color, of another size, or holds a value without class.
 */
export async function readLabels(
  file: string,
  options: { coding?: Coding; expectedSize?: Size } = {},
): Promise<LabelMap> {
  const { coding = ownCoding, expectedSize } = options;
  const bytes = await readDataFile(file);
  checkHeader(file, bytes, expectedSize);
  const essence = await pngEssence(file, bytes);
  let png: DecodedPng;
  try {
    png = decode(essence, { checkCrc: true });
  } catch (cause) {
    throw new DataError(file, `Expected a whole PNG, found: ${(cause as Error).message}`, { cause });
  }
  const { width, height } = png;
  const values = unpack(png);
  const data = new Uint8Array(width * height);
  for (let index = 0; index < data.length; index++) {
    const value = values[index] as number;
    const id = coding[value];
    if (id === undefined) {
      const place = `x ${index % width}, y ${Math.floor(index / width)}`;
      throw new DataError(file, `Expected label values ${legalValues(coding)}, found ${value} at ${place}`, {
        problem: "id",
      });
    }
    data[index] = id;
  }
  return { width, height, data };
}

const colorTypes: Readonly<Record<number, string>> = { 2: "RGB", 4: "gray with alpha", 6: "RGB with alpha" };

/** Refuses what the header alone tells to be wrong, before anything is unpacked. */
function checkHeader(file: string, bytes: Uint8Array, size: Size | undefined): void {
  if (bytes.length < 29 || !hasPngSignature(bytes)) {
    throw new DataError(file, "Expected a palette or gray PNG, found no PNG header");
  }
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [width, height] = [header.getUint32(16), header.getUint32(20)];
  const [depth, colorType, interlaced] = [
    header.getUint8(24),
    header.getUint8(25),
    header.getUint8(28) === 1,
  ];
  const color = colorTypes[colorType];
  if (color) throw new DataError(file, `Expected a palette or gray PNG, found ${color}`);
  if (interlaced && depth < 8) {
    // fast-png unpacks these wrongly.
    throw new DataError(
      file,
      `Expected an interlaced PNG to have 8 or 16 bits, found ${depth}; save it without`,
    );
  }
  if (width * height > defaultMaxPixels) {
    throw new DataError(file, `Expected at most ${defaultMaxPixels} pixels, found ${width}x${height}`);
  }
  if (size && (width !== size.width || height !== size.height)) {
    const expected = `the image's size ${size.width}x${size.height}`;
    throw new DataError(file, `Expected ${expected}, found ${width}x${height}`, { problem: "size" });
  }
}

/** One value an element: below 8 bits, PNG packs several into a byte, the first in the highest bits. */
function unpack({ width, height, depth, data }: DecodedPng): ArrayLike<number> {
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

/** The legal values as ranges, like "0..10, 255". */
function legalValues(coding: Coding): string {
  const ranges: string[] = [];
  for (let first = 0; first < coding.length; first++) {
    if (coding[first] === undefined) continue;
    let last = first;
    while (coding[last + 1] !== undefined) last++;
    ranges.push(first === last ? `${first}` : `${first}..${last}`);
    first = last;
  }
  return ranges.join(", ");
}
