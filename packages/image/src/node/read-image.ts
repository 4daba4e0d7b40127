import type { Sharp } from "sharp";
import type { RgbImage } from "../image.ts";
import { type Size, toSize } from "../size.ts";
import { DataError } from "./data-error.ts";
import { loadSharp } from "./load-sharp.ts";
import { mostPixels } from "./most-pixels.ts";
import { readBytes } from "./read-bytes.ts";

/**
 * Reads a JPEG or PNG as 8-bit sRGB, upright as its EXIF orientation says. Grey, CMYK and 16-bit pictures are
 * converted; what is transparent is seen on black.
 *
 * @param options.size Size of the result; a JPEG is then decoded at a fraction of its own. @default the picture's own
 * @throws DataError when the file is missing, broken, cut short, or another kind of file.
 * @throws Error where sharp is not installed.
 * @example
 * await readImage("face.jpg", { size: { width: 256, height: 256 } }); //=> { width: 256, height: 256, data }
 */
export async function readImage(file: string, options: { size?: number | Size } = {}): Promise<RgbImage> {
  const opened = await openImage(file);
  return opened.decode(options.size === undefined ? opened.size : toSize(options.size));
}

/** A picture whose header is read, and its upright size known. */
export interface OpenedPicture {
  readonly size: Size;
  decode(size: Size): Promise<RgbImage>;
}

/** Opens a picture; `known` are the file's bytes where they have been read already. */
export async function openImage(file: string, known?: Uint8Array): Promise<OpenedPicture> {
  const sharp = await loadSharp();
  const bytes = known ?? (await readBytes(file));
  const whole = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      const found = String((cause as Error).message).split("\n")[0];
      throw new DataError(file, `Expected a whole JPEG or PNG picture, found: ${found}`, { cause });
    }
  };
  const open = () => sharp(bytes, { failOn: "warning", limitInputPixels: mostPixels });
  const { format, autoOrient } = await whole(() => open().metadata());
  if (format !== "jpeg" && format !== "png") {
    throw new DataError(file, `Expected a JPEG or PNG picture, found ${format}`);
  }
  return {
    size: { width: autoOrient.width, height: autoOrient.height },
    decode: (size) => whole(() => rgb(open(), size)),
  };
}

async function rgb(source: Sharp, { width, height }: Size): Promise<RgbImage> {
  const { data, info } = await source
    .autoOrient()
    .resize(width, height, { fit: "fill", kernel: "linear" })
    .flatten({ background: "black" })
    .raw({ depth: "uchar" })
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== 3) throw new Error(`${info.channels} channels after conversion to RGB`);
  return { width, height, data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) };
}
