import type { LabelMap, RgbImage } from "../image.ts";
import { ignoreId, type Taxonomy } from "../taxonomy/taxonomy.ts";

/** The color a label map's ignored pixels are drawn in. */
export const ignoreColor: readonly [number, number, number] = [255, 255, 255];

/**
 * An image of a label map in the colors of its classes; ignored pixels are white.
 *
 * @throws RangeError when an id is no class.
 */
export function colorize(labels: LabelMap, { classes }: Pick<Taxonomy, "classes">): RgbImage {
  const { width, height } = labels;
  const data = new Uint8Array(3 * labels.data.length);
  labels.data.forEach((id, index) => {
    const color = id === ignoreId ? ignoreColor : classes[id]?.color;
    if (!color) {
      const place = `x ${index % width}, y ${Math.floor(index / width)}`;
      throw new RangeError(
        `Expected \`labels\` in 0..${classes.length - 1} or ${ignoreId} (ignore), got ${id} at ${place}`,
      );
    }
    data.set(color, 3 * index);
  });
  return { width, height, data };
}
