/// <reference types="node" />
import { pathOf } from "@faceseg/core/node";
import { resizeImage } from "../geometry/resize.ts";
import type { RgbImage } from "../image.ts";
import type { Size } from "../size.ts";
import { defaultMaxPixels, legalSize } from "../sources/check-size.ts";
import { DataError } from "./data-error.ts";
import { fileKind, firstBytes } from "./formats/file-kind.ts";
import { openBmp } from "./formats/open-bmp.ts";
import { openWithSharp, sharpReason } from "./formats/open-with-sharp.ts";
import { loadSharp } from "./load-sharp.ts";
import { readDataFile } from "./read-data-file.ts";

/** A file of an image in Node: its path, its `file:` URL, or its bytes. */
export type ImageFile = string | URL | Uint8Array | ArrayBuffer;

/** An image whose header is read. */
export interface OpenedImage {
  /** Its upright size. */
  readonly size: Size;
  /** Its EXIF orientation, 1 (upright) to 8. */
  readonly orientation: number;
  /** Reads the file to its end. @param size Size of the result. @default the image's own */
  decode(size?: Size): Promise<RgbImage>;
}

const readable = ["JPEG", "PNG", "WebP", "AVIF", "TIFF", "GIF", "BMP", "SVG"];
const names = readable.join(", ").replace(", SVG", " or SVG");

/**
 * Opens an image, whose size is then known before its pixels are decoded.
 *
 * @internal
 * @param options.bytes The file's bytes where they have been read already.
 * @throws {DataError} when the file is missing, damaged, cut off, too large, or no image; `decode` throws it as well.
 * @throws {PackageMissingError} where sharp is not installed.
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
  const kind = fileKind(bytes);
  const stranger = (found: string, cause?: unknown) =>
    new DataError(name, `Expected a ${names} image, found ${found}`, { cause });
  if (kind !== undefined && !readable.includes(kind)) throw stranger(kind);
  const whole = async <T>(work: () => T | Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      if (kind === undefined) throw stranger(firstBytes(bytes), cause);
      const found = sharpReason(cause as Error) ?? `a ${kind} whose header is cut off or damaged`;
      throw new DataError(name, `Expected a whole image, found: ${found}`, { cause });
    }
  };
  const opened = await whole(() => (kind === "BMP" ? openBmp(bytes) : openWithSharp(sharp, bytes, kind)));
  const { width, height } = opened.size;
  if (width * height > maxPixels) {
    const found = `Expected at most ${maxPixels} pixels, found ${width}x${height}`;
    const legal = legalSize({ width, height }, maxPixels);
    throw new DataError(name, `${found}; scale it to ${legal.width}x${legal.height}, or raise \`maxPixels\``);
  }
  return {
    size: { width, height },
    orientation: opened.orientation,
    decode: async (size = { width, height }) => resizeImage(await whole(() => opened.decode()), size),
  };
}
