import type { RgbImage } from "../image.ts";
import { type Size, toSize } from "../size.ts";
import { type ImageFile, openImage } from "./open-image.ts";

/** Options of `readImage`. */
export interface ReadImageOptions {
  /** Size of the result, in pixels. @default the image's own */
  readonly size?: number | Size | undefined;
  /** Larger images are refused before their pixels are decoded. @default 67108864 */
  readonly maxPixels?: number | undefined;
}

/**
 * Reads an image file (JPEG, PNG, WebP, AVIF, TIFF, GIF, BMP or SVG) as 8-bit sRGB, upright as its EXIF orientation
 * says. Gray, CMYK and 16-bit images are converted; what is transparent is seen on black; of an animation or of several
 * pages the first is read. Data sets, evaluation and the segmenter all read with this function.
 *
 * Files that are cut off or damaged are refused as far as their format lets a decoder notice; deviations that pixels
 * do not suffer from are not.
 *
 * A smaller or larger result is the whole image, decoded at its full size and then resized by `resizeImage`. Decoders
 * can decode a fraction of the size faster, but not with the same pixels.
 *
 * @throws {DataError} when the file is missing, damaged, cut off, too large, or no image.
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
