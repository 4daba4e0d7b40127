/// <reference types="node" />
import { readFile } from "node:fs/promises";
import { pathOf } from "@faceseg/core/node";
import type { RgbImage } from "../image.ts";
import { checkSize } from "../sources/check-size.ts";
import { loadSharp } from "./load-sharp.ts";

/** A picture in Node: a path, a `file:` URL, or the bytes of a file (JPEG, PNG, WebP, AVIF, TIFF, GIF, SVG). */
export type ImageFile = string | URL | Uint8Array | ArrayBuffer;

const isBuffer = (source: unknown) => Object.prototype.toString.call(source) === "[object ArrayBuffer]";

/** Decodes a file; undefined for what is none. */
export function decodeFile(source: unknown, maxPixels: number): Promise<RgbImage> | undefined {
  if (typeof source === "string" || source instanceof URL) return fromPath(source, maxPixels);
  if (source instanceof Uint8Array) return decode(source, "the bytes", maxPixels);
  return isBuffer(source) ? decode(new Uint8Array(source as ArrayBuffer), "the bytes", maxPixels) : undefined;
}

async function fromPath(address: string | URL, maxPixels: number): Promise<RgbImage> {
  const path = pathOf(address);
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    throw new Error(`Expected a readable picture, got ${(cause as Error).message}`, { cause });
  }
  return decode(bytes, path, maxPixels);
}

/** 8-bit sRGB, upright as its EXIF orientation says; grey, CMYK and 16 bits are converted, transparency is on black. */
async function decode(bytes: Uint8Array, name: string, maxPixels: number): Promise<RgbImage> {
  const sharp = await loadSharp();
  const open = () => sharp(bytes, { failOn: "error", limitInputPixels: false });
  const whole = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      const found = String((cause as Error).message).split("\n")[0];
      throw new Error(`${name}: Expected a whole picture, found: ${found}`, { cause });
    }
  };
  const { autoOrient } = await whole(() => open().metadata());
  checkSize(autoOrient, maxPixels);
  return whole(async () => {
    const { data, info } = await open()
      .autoOrient()
      .flatten({ background: "black" })
      .toColourspace("srgb")
      .raw({ depth: "uchar" })
      .toBuffer({ resolveWithObject: true });
    const rgb = info.channels === 3 ? data : Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    if (info.channels !== 3) throw new Error(`${info.channels} channels after conversion to RGB`);
    return {
      width: info.width,
      height: info.height,
      data: new Uint8Array(rgb.buffer, rgb.byteOffset, rgb.byteLength),
    };
  });
}
