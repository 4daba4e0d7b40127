import type { RgbImage } from "../image.ts";
import type { Size } from "../size.ts";
import { checkSize } from "./check-size.ts";
import { fromRaw } from "./from-raw.ts";
import type { Drawable, EncodedImage, RawImage } from "./image-source.ts";

/** The part of a canvas that is used here; on pages without OffscreenCanvas an element has it as well. */
interface Canvas {
  width: number;
  height: number;
  getContext(id: "2d", options: { willReadFrequently: boolean }): Context | null;
}

interface Context {
  fillRect(x: number, y: number, width: number, height: number): void;
  drawImage(source: unknown, x: number, y: number, width: number, height: number): void;
  getImageData(x: number, y: number, width: number, height: number): RawImage;
}

interface Surroundings {
  OffscreenCanvas?: new (width: number, height: number) => Canvas;
  document?: { createElement(name: "canvas"): Canvas };
  createImageBitmap?: (blob: unknown) => Promise<{ width: number; height: number; close(): void }>;
}

/** Where elements, frames and bitmaps keep their own size; `width` of an element may be that of its layout. */
const sizes = [
  ["naturalWidth", "naturalHeight"],
  ["videoWidth", "videoHeight"],
  ["displayWidth", "displayHeight"],
  ["width", "height"],
] as const;

/** The own size of what a canvas can draw; undefined for anything else. */
export function drawableSize(source: object): Size | undefined {
  const of = source as Readonly<Record<string, unknown>>;
  const found = sizes.find(
    ([width, height]) => typeof of[width] === "number" && typeof of[height] === "number",
  );
  if (!found) return undefined;
  const drawable = found[0] !== "width" || "getContext" in source || "close" in source;
  return drawable ? { width: of[found[0]] as number, height: of[found[1]] as number } : undefined;
}

/**
 * Draws an element, bitmap or frame on a canvas and reads its pixels; what is transparent is seen on black.
 *
 * @throws {RangeError} where it has no pixels (yet), or too many.
 */
export function fromDrawable(source: Drawable, size: Size, maxPixels: number): RgbImage {
  checkSize(size, maxPixels, ": not loaded yet, or closed");
  const { width, height } = size;
  const context = canvas(size).getContext("2d", { willReadFrequently: true });
  if (!context)
    throw new Error(`Expected a canvas of ${width} x ${height} pixels, got none from the browser`);
  context.fillRect(0, 0, width, height); // black unless told otherwise
  context.drawImage(source, 0, 0, width, height);
  return fromRaw(context.getImageData(0, 0, width, height), maxPixels);
}

/** Whether something is a `Blob` or a `File`. */
export const isEncoded = (source: object): source is EncodedImage =>
  "arrayBuffer" in source && "type" in source && "size" in source;

/** Decodes a file in a browser, upright as its EXIF orientation says. */
export async function fromEncoded(blob: EncodedImage, maxPixels: number): Promise<RgbImage> {
  const { createImageBitmap } = globalThis as Surroundings;
  if (!createImageBitmap) {
    throw new TypeError(
      'Expected a browser for a Blob; in Node give its bytes to createSegmenter of "@faceseg/segmenter/node"',
    );
  }
  let bitmap: Awaited<ReturnType<typeof createImageBitmap>>;
  try {
    bitmap = await createImageBitmap(blob);
  } catch (cause) {
    const what = `a file of ${blob.size} bytes${blob.type ? ` (${blob.type})` : ""} that it cannot decode`;
    throw new Error(`Expected an image that this browser knows, got ${what}`, { cause });
  }
  try {
    return fromDrawable(bitmap, bitmap, maxPixels);
  } finally {
    bitmap.close();
  }
}

function canvas({ width, height }: Size): Canvas {
  const { OffscreenCanvas, document } = globalThis as Surroundings;
  if (OffscreenCanvas) return new OffscreenCanvas(width, height);
  if (!document) throw new TypeError("Expected a browser for an image that has to be drawn; give its pixels");
  return Object.assign(document.createElement("canvas"), { width, height });
}
