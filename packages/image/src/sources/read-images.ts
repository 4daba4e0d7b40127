import type { RgbImage } from "../image.ts";
import { drawableSize, fromDrawable, fromEncoded, isEncoded } from "./from-drawable.ts";
import { fromRaw, isRaw } from "./from-raw.ts";
import { fromTensor, isTensor } from "./from-tensor.ts";
import type { Drawable } from "./image-source.ts";

/** Reads a kind of picture that the platform adds, such as a path; undefined where it is none. */
export type Decode = (source: unknown, maxPixels: number) => Promise<RgbImage> | undefined;

const kinds =
  "ImageData, ImageBitmap, VideoFrame, an image, video or canvas element, a Blob, { data, width, height } or a tensor";

/**
 * The pixels of anything that holds a picture; a tensor of rank 4 holds several.
 *
 * @throws {TypeError} for what is no picture.
 */
export async function readImages(source: unknown, maxPixels: number, decode?: Decode): Promise<RgbImage[]> {
  const decoded = decode?.(source, maxPixels);
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
  throw new TypeError(`Expected \`picture\` to be ${kinds}, got ${describe(source)}${hint}`);
}

const describe = (source: unknown): string =>
  typeof source === "string" ? JSON.stringify(source) : Object.prototype.toString.call(source).slice(8, -1);
