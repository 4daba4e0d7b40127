import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type BitDepth, encode } from "fast-png";
import sharp from "sharp";

/** Writes files into a new temporary folder; a path that ends in "/" is an empty folder. */
export function temporaryFolder(files: Readonly<Record<string, Uint8Array | string>> = {}): string {
  const root = mkdtempSync(join(tmpdir(), "faceseg-data-"));
  for (const [path, content] of Object.entries(files)) {
    const file = join(root, path);
    mkdirSync(path.endsWith("/") ? file : dirname(file), { recursive: true });
    if (!path.endsWith("/")) writeFileSync(file, content);
  }
  return root;
}

/** A JPEG of one color. */
export function plainJpeg(
  width: number,
  height: number,
  color: readonly [number, number, number] = [200, 100, 50],
) {
  const [r, g, b] = color;
  return sharp({ create: { width, height, channels: 3, background: { r, g, b } } })
    .jpeg({ quality: 100 })
    .toBuffer();
}

/** A PNG of the given values; `palette` makes them indices. Below 8 bits `data` is packed here. */
export function png(
  width: number,
  values: readonly number[],
  options: { depth?: BitDepth; channels?: number; palette?: number[][]; interlace?: "Adam7" } = {},
): Uint8Array {
  const { depth = 8, channels = 1, palette, interlace } = options;
  const height = values.length / width / channels;
  const data = depth === 16 ? Uint16Array.from(values) : pack(width * channels, values, depth);
  const image = { width, height, data, depth, channels, ...(palette ? { palette } : {}) };
  return encode(image, interlace ? { interlace } : {});
}

function pack(width: number, values: readonly number[], depth: number): Uint8Array {
  const bytes = Math.ceil((width * depth) / 8);
  const packed = new Uint8Array((bytes * values.length) / width);
  values.forEach((value, index) => {
    const bit = (index % width) * depth;
    const at = Math.floor(index / width) * bytes + (bit >> 3);
    packed[at] = (packed[at] as number) | (value << (8 - depth - (bit & 7)));
  });
  return packed;
}
