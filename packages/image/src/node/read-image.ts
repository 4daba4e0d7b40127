/// <reference types="node" />
import { pathOf } from "@faceseg/core/node";
import { resizeImage } from "../geometry/resize.ts";
import type { RgbImage } from "../image.ts";
import { type Size, toSize } from "../size.ts";
import { defaultMaxPixels, legalSize } from "../sources/check-size.ts";
import { DataError } from "./data-error.ts";
import { loadSharp } from "./load-sharp.ts";
import { readDataFile } from "./read-data-file.ts";

/** A file of an image in Node: its path, its `file:` URL, or its bytes. */
export type ImageFile = string | URL | Uint8Array | ArrayBuffer;

/** Options of `readImage`. */
export interface ReadImageOptions {
  /** Size of the result, in pixels. @default the image's own */
  readonly size?: number | Size | undefined;
  /** Larger images are refused before their pixels are decoded. @default 67108864 */
  readonly maxPixels?: number | undefined;
}

/** An image whose header is read. */
export interface OpenedImage {
  /** Its upright size. */
  readonly size: Size;
  /** Reads the file to its end. @param size Size of the result. @default the image's own */
  decode(size?: Size): Promise<RgbImage>;
}

/** How sharp calls the formats that every build of it can read. */
const formats: Readonly<Record<string, string>> = {
  jpeg: "JPEG",
  png: "PNG",
  webp: "WebP",
  heif: "AVIF",
  tiff: "TIFF",
  gif: "GIF",
  svg: "SVG",
};
const names = Object.values(formats).join(", ").replace(", SVG", " or SVG");

/**
 * Reads an image file (JPEG, PNG, WebP, AVIF, TIFF, GIF or SVG) as 8-bit sRGB, upright as its EXIF orientation says. Gray,
 * CMYK and 16-bit images are converted; what is transparent is seen on black. Data sets, evaluation and the segmenter
 * all read with this function.
 *
 * A smaller or larger result is the whole image, decoded at its full size and then resized by `resizeImage`. Decoders can
 * decode a fraction of the size faster, but not with the same pixels.
 *
 * @throws {DataError} when the file is missing, damaged, cut short, too large, or no image.
 * @throws {PackageMissingError} where sharp is not installed.
 * @example
 * await readImage("face.jpg", { size: 256 }); //=> { width: 256, height: 256, data }
 */
export async function readImage(file: ImageFile, options: ReadImageOptions = {}): Promise<RgbImage> {
  const { size, maxPixels } = options;
  const target = size === undefined ? undefined : toSize(size);
  const opened = await openImage(file, { maxPixels });
  return opened.decode(target);
}

/**
 * Opens an image, whose size is then known before its pixels are decoded.
 *
 * @internal
 * @param options.bytes The file's bytes where they have been read already.
 */
export async function openImage(
  file: ImageFile,
  options: { readonly maxPixels?: number | undefined; readonly bytes?: Uint8Array } = {},
): Promise<OpenedImage> {
  const { maxPixels = defaultMaxPixels } = options;
  const sharp = await loadSharp();
  const isPath = typeof file === "string" || file instanceof URL;
  const name = isPath ? pathOf(file) : "the bytes";
  const bytes = options.bytes ?? (isPath ? await readDataFile(name) : new Uint8Array(file));
  const whole = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      const found = String((cause as Error).message).split("\n")[0];
      throw new DataError(name, `Expected a whole image, found: ${found}`, { cause });
    }
  };
  // The limit is checked below, where the error can name the size; a warning may be all that a damaged JPEG gives.
  const open = () => sharp(bytes, { failOn: "warning", limitInputPixels: false });
  const { format, autoOrient } = await whole(() => open().metadata());
  if (!Object.hasOwn(formats, format)) {
    throw new DataError(name, `Expected a ${names} image, found ${format}`);
  }
  const { width, height } = autoOrient;
  if (width * height > maxPixels) {
    const found = `Expected at most ${maxPixels} pixels, found ${width}x${height}`;
    const legal = legalSize({ width, height }, maxPixels);
    throw new DataError(name, `${found}; scale it to ${legal.width}x${legal.height}, or raise \`maxPixels\``);
  }
  return {
    size: { width, height },
    async decode(size = { width, height }) {
      const image = await whole(async () => {
        const { data, info } = await open()
          .autoOrient()
          .flatten({ background: "black" })
          .toColourspace("srgb")
          .raw({ depth: "uchar" })
          .toBuffer({ resolveWithObject: true });
        if (info.channels !== 3) throw new Error(`${info.channels} channels after conversion to RGB`);
        const rgb = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
        return { width: info.width, height: info.height, data: rgb };
      });
      return resizeImage(image, size);
    },
  };
}

const isBuffer = (source: unknown) => Object.prototype.toString.call(source) === "[object ArrayBuffer]";

/**
 * How Node reads what pages do not know, for `readImages`: files; undefined for anything else.
 *
 * @internal
 */
export function decodeFile(
  source: unknown,
  options: { readonly maxPixels: number },
): Promise<RgbImage> | undefined {
  const isFile =
    typeof source === "string" || source instanceof URL || source instanceof Uint8Array || isBuffer(source);
  return isFile ? readImage(source as ImageFile, options) : undefined;
}
