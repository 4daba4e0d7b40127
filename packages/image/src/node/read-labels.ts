import { type DecodedPng, decode, hasPngSignature } from "fast-png";
import { resizeLabels } from "../geometry/resize.ts";
import type { LabelMap } from "../image.ts";
import { type Size, toSize } from "../size.ts";
import { defaultMaxPixels } from "../sources/check-size.ts";
import { DataError } from "./data-error.ts";
import { pngEssence } from "./png-essence.ts";
import { pngValues } from "./png-values.ts";
import { readDataFile } from "./read-data-file.ts";

/** What the numbers in a mask mean: `coding[number]` is a class id or 255; other numbers are errors. */
export type ValueCoding = readonly (number | undefined)[];

/** What the colors in a mask mean: class ids by color, `red << 16 | green << 8 | blue`. */
export interface ColorCoding {
  /** The class id, or 255, for every color. Other colors are errors. */
  readonly colors: ReadonlyMap<number, number>;
}

/** What the pixels of a mask mean. */
export type Coding = ValueCoding | ColorCoding;

/** Numbers as they are. */
const asTheyAre: ValueCoding = Array.from({ length: 256 }, (_, value) => value);

/** Options of `readLabels`. */
export interface ReadLabelsOptions {
  /** From numbers or colors in the file to class ids. @default numbers as they are, 0 to 255 */
  readonly coding?: Coding;
  /** Size of the result, in pixels; each pixel takes the id under its center. @default the file's own */
  readonly size?: number | Size;
  /** The size that the file must have. @default any */
  readonly expectedSize?: Size;
}

/**
 * Reads a label map from a PNG: palette or gray, of any bit depth, where pixels are numbers and colors play no part; or
 * with a `coding` of colors in any PNG of 8 bits.
 *
 * @throws {DataError} when the file is missing, damaged, of another kind or size, or holds a number or color without
 *   class.
 * @example
 * await readLabels("mask.png", { size: 256 }); //=> { width: 256, height: 256, data: Uint8Array(65536) }
 */
export async function readLabels(file: string, options: ReadLabelsOptions = {}): Promise<LabelMap> {
  const { coding = asTheyAre, size, expectedSize } = options;
  const target = size === undefined ? undefined : toSize(size);
  const bytes = await readDataFile(file);
  checkHeader(file, bytes, expectedSize, "colors" in coding);
  const essence = await pngEssence(file, bytes);
  let png: DecodedPng;
  try {
    png = decode(essence, { checkCrc: true });
  } catch (cause) {
    throw new DataError(file, `Expected a whole PNG, found: ${(cause as Error).message}`, { cause });
  }
  const labels = "colors" in coding ? fromColors(file, png, coding) : fromNumbers(file, png, coding);
  return target ? resizeLabels(labels, target) : labels;
}

function fromNumbers(file: string, png: DecodedPng, coding: ValueCoding): LabelMap {
  const { width, height } = png;
  const values = pngValues(png);
  const data = new Uint8Array(width * height);
  for (let index = 0; index < data.length; index++) {
    const value = values[index] as number;
    const id = coding[value];
    if (id === undefined) {
      throw new DataError(
        file,
        `Expected label values ${legalValues(coding)}, found ${value} at ${at(index, width)}`,
        {
          problem: "id",
        },
      );
    }
    data[index] = id;
  }
  return { width, height, data };
}

function fromColors(file: string, png: DecodedPng, { colors }: ColorCoding): LabelMap {
  const { width, height, channels, palette } = png;
  if (png.depth > 8) throw new DataError(file, `Expected a color mask of 8 bits, found ${png.depth}`);
  const values = pngValues(png);
  const data = new Uint8Array(width * height);
  for (let index = 0; index < data.length; index++) {
    const from = index * channels;
    const value = values[from] as number;
    // Gray below 8 bits: the highest number is white.
    const gray = palette ? value : (value * 255) / (2 ** Math.min(png.depth, 8) - 1);
    const [red, green, blue] = palette
      ? (palette[value] ?? [0, 0, 0])
      : channels < 3
        ? [gray, gray, gray]
        : [gray, values[from + 1], values[from + 2]];
    const color = ((red as number) << 16) | ((green as number) << 8) | (blue as number);
    const id = colors.get(color);
    if (id === undefined) {
      const known = [...colors.keys()].slice(0, 20).map(hex).join(", ");
      throw new DataError(file, `Expected mask colors ${known}, found ${hex(color)} at ${at(index, width)}`, {
        problem: "id",
      });
    }
    data[index] = id;
  }
  return { width, height, data };
}

const hex = (color: number): string => `#${color.toString(16).padStart(6, "0")}`;
const at = (index: number, width: number): string => `x ${index % width}, y ${Math.floor(index / width)}`;

const colorTypes: Readonly<Record<number, string>> = { 2: "RGB", 4: "gray with alpha", 6: "RGB with alpha" };

/** Refuses a file whose header is wrong, before anything is unpacked. */
function checkHeader(file: string, bytes: Uint8Array, size: Size | undefined, takesColors: boolean): void {
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
  if (color && !takesColors) {
    throw new DataError(
      file,
      `Expected a palette or gray PNG, found ${color}; color masks need a color for each class`,
    );
  }
  if (interlaced && depth < 8) {
    // fast-png unpacks these wrongly.
    throw new DataError(
      file,
      `Expected an interlaced PNG to have 8 or 16 bits, found ${depth}; save it without interlacing`,
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

/** The legal values as ranges, like "0..10, 255". */
function legalValues(coding: ValueCoding): string {
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
