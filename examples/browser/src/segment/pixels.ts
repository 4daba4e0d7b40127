import { syntheticFaces } from "@faceseg/data/synthetic";
import type { Size } from "@faceseg/image";
import type { Source } from "./protocol.ts";

/** Pixels of a source, opaque, and the size that it had. */
export interface Pixels {
  readonly image: ImageData;
  readonly original: Size;
}

/** The longest side that is worked on: of images, and of the camera's frames. */
const longest = { file: 1600, frame: 384 };
const faceSize = 512;

/**
 * Reads a source, scaled down to what a page can show.
 *
 * @throws {Error} where the browser cannot decode a file.
 */
export async function readPixels(source: Source): Promise<Pixels> {
  if (source.kind === "face") return drawnFace(source.seed);
  const bitmap = source.kind === "frame" ? source.frame : await decode(source.file);
  try {
    return { image: draw(bitmap, longest[source.kind], source.kind === "frame"), original: sizeOf(bitmap) };
  } finally {
    bitmap.close();
  }
}

const sizeOf = ({ width, height }: Size): Size => ({ width, height });

async function decode(file: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file);
  } catch (cause) {
    const kind = file.type ? ` (${file.type})` : "";
    throw new Error(`This browser cannot read the file${kind}: it is damaged, or not an image`, { cause });
  }
}

function draw(bitmap: ImageBitmap, longest: number, mirrored: boolean): ImageData {
  const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error(`The browser gave no canvas of ${width} x ${height} pixels`);
  context.imageSmoothingQuality = scale < 0.5 ? "high" : "medium";
  context.fillRect(0, 0, width, height); // what is transparent is seen on black, as the network sees it
  if (mirrored) context.setTransform(-1, 0, 0, 1, width, 0);
  context.drawImage(bitmap, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}

async function drawnFace(seed: number): Promise<Pixels> {
  const [sample] = syntheticFaces({ count: 1, size: faceSize, seed }).samples;
  if (!sample) throw new Error("Expected one face, got none");
  const { image } = await sample.load();
  const drawn = new ImageData(image.width, image.height);
  drawn.data.fill(255);
  for (let from = 0, to = 0; from < image.data.length; from += 3, to += 4) {
    drawn.data.set(image.data.subarray(from, from + 3), to);
  }
  return { image: drawn, original: sizeOf(image) };
}
