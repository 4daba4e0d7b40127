import type { RgbImage } from "../image.ts";
import { defaultMaxPixels } from "./check-size.ts";
import { drawableSize, fromDrawable, fromEncoded, isEncoded } from "./from-drawable.ts";
import { fromRaw, isRaw } from "./from-raw.ts";
import { fromTensor, isTensor } from "./from-tensor.ts";
import type { Drawable } from "./image-source.ts";

/**
 * Reads a kind of image that the platform adds, such as a path; undefined for anything else.
 *
 * @internal
 */
export type Decode = (
  source: unknown,
  options: { readonly maxPixels: number },
) => Promise<RgbImage> | undefined;

/** Options of `readImages`. */
export interface ReadImagesOptions {
  /** Larger images are refused before their pixels are read. @default 67108864 */
  readonly maxPixels?: number | undefined;
  /** Reads what the platform adds. @default nothing */
  readonly decode?: Decode | undefined;
}

const kinds =
  "ImageData, ImageBitmap, VideoFrame, an image, video or canvas element, a Blob, { data, width, height } or a tensor";

/**
 * The pixels of anything that holds an image; a tensor of rank 4 holds several. Files in Node are read by `readImage`
 * of `@faceseg/image/node`.
 *
 * @throws {TypeError} for what is no image.
 * @throws {RangeError} for an image without pixels, or with too many; for a float tensor beyond [0, 1], and for another
 * one beyond 0..255.
 * @example
 * const [image] = await readImages(document.querySelector("video"));
 */
export async function readImages(source: unknown, options: ReadImagesOptions = {}): Promise<RgbImage[]> {
  const { maxPixels = defaultMaxPixels, decode } = options;
  const decoded = decode?.(source, { maxPixels });
  if (decoded) return [await decoded];
  if (typeof source === "object" && source !== null) {
    if (isTensor(source)) return fromTensor(source, maxPixels);
    if (isRaw(source)) return [fromRaw(source, maxPixels)];
    if (isEncoded(source)) return [await fromEncoded(source, maxPixels)];
    const size = drawableSize(source);
    if (size) return [fromDrawable(source as Drawable, size, maxPixels)];
  }
  const isFile = typeof source === "string" || source instanceof Uint8Array;
  const hint = isFile && !decode ? '; for files in Node import from "@faceseg/segmenter/node"' : "";
  throw new TypeError(`Expected \`image\` to be ${kinds}, got ${describe(source)}${hint}`);
}

const describe = (source: unknown): string =>
  typeof source === "string" ? JSON.stringify(source) : Object.prototype.toString.call(source).slice(8, -1);
