import { writeFile } from "node:fs/promises";
import { encode } from "fast-png";
import type { LabelMap, RgbImage } from "../image.ts";
import { ignoreColor } from "../labels/colorize.ts";
import { ignoreId, type Taxonomy } from "../taxonomy/taxonomy.ts";
import { loadSharp } from "./load-sharp.ts";

/**
 * Writes an image in the format of the file's extension, such as .png or .jpg.
 *
 * @throws Error where sharp is not installed.
 */
export async function saveImage(file: string, { width, height, data }: RgbImage): Promise<void> {
  const sharp = await loadSharp();
  await sharp(data, { raw: { width, height, channels: 3 } }).toFile(file);
}

/**
 * Writes a label map as a palette PNG: its indices are the ids, its palette the colors of the taxonomy's classes.
 *
 * @throws {RangeError} when an id is no class.
 */
export async function saveLabelMap(
  file: string,
  { width, height, data }: LabelMap,
  { classes }: Pick<Taxonomy, "classes">,
): Promise<void> {
  const stranger = data.find((id) => id >= classes.length && id !== ignoreId);
  if (stranger !== undefined) {
    throw new RangeError(
      `Expected \`labels\` in 0..${classes.length - 1} or ${ignoreId} (ignore), got ${stranger}`,
    );
  }
  // Index 255 needs a palette of 256 colors; those between the classes and it are black.
  const palette = Array.from({ length: 256 }, (_, id) => [
    ...(id === ignoreId ? ignoreColor : (classes[id]?.color ?? [0, 0, 0])),
  ]);
  await writeFile(file, encode({ width, height, data, channels: 1, depth: 8, palette }));
}
