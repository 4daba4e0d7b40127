import { writeFile } from "node:fs/promises";
import { encode } from "fast-png";
import { ignoreColor } from "../color/colorize.ts";
import type { LabelMap, RgbImage } from "../image.ts";
import { ignoreId, lapa11 } from "../taxonomy.ts";
import { loadSharp } from "./load-sharp.ts";

/**
 * Writes an image; the extension (.png, .jpg) says in which format.
 *
 * @throws Error where sharp is not installed.
 */
export async function saveImage(file: string, { width, height, data }: RgbImage): Promise<void> {
  const sharp = await loadSharp();
  await sharp(data, { raw: { width, height, channels: 3 } }).toFile(file);
}

// Index 255 needs a palette of 256 colors; those between the classes and it are black.
const palette = Array.from({ length: 256 }, (_, id) => [
  ...(id === ignoreId ? ignoreColor : (lapa11.classes[id]?.color ?? [0, 0, 0])),
]);

/** Writes a label map as a palette PNG: its indices are the ids, its palette the colors of `classes`. */
export async function saveLabelMap(file: string, { width, height, data }: LabelMap): Promise<void> {
  await writeFile(file, encode({ width, height, data, channels: 1, depth: 8, palette }));
}
