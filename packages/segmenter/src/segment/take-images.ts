import { type ReadImagesOptions, type RgbImage, readImages } from "@faceseg/image";

/**
 * Takes an image at once, as far as it may change later: pixels in memory, tensors, canvases, frames of videos, and the bytes
 * of files. What stays as it is, files by name and blobs, is read when it is asked for.
 *
 * @returns Gives the pixels.
 */
export function takeImages(source: unknown, options: ReadImagesOptions): () => Promise<RgbImage[]> {
  const bytes = copyOfBytes(source);
  if (bytes) return () => readImages(bytes, options);
  const isFile = typeof source === "string" || source instanceof URL;
  const isBlob = typeof source === "object" && source !== null && "arrayBuffer" in source;
  if (isFile || isBlob) return () => readImages(source, options);
  const images = readImages(source, options);
  // Its error is the caller's when its turn comes.
  images.catch(() => {});
  return () => images;
}

/** Bytes of a file, which its owner may use again. */
function copyOfBytes(source: unknown): Uint8Array | undefined {
  // Not `slice`, as that of Node's Buffer copies nothing.
  if (source instanceof Uint8Array) return new Uint8Array(source);
  const isBuffer = Object.prototype.toString.call(source) === "[object ArrayBuffer]";
  return isBuffer ? new Uint8Array((source as ArrayBuffer).slice()) : undefined;
}
