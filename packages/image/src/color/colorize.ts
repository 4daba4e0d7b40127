import type { LabelMap, RgbImage } from "../image.ts";
import { ignoreId, lapa11 } from "../taxonomy.ts";

/** The color a label map's ignored pixels are drawn in. */
export const ignoreColor: readonly [number, number, number] = [255, 255, 255];

/**
 * An image of a label map in the colors of `classes`; ignored pixels are white.
 *
 * @throws RangeError when an id is no class.
 */
export function colorize(labels: LabelMap): RgbImage {
  const { width, height } = labels;
  const data = new Uint8Array(3 * labels.data.length);
  labels.data.forEach((id, index) => {
    const color = id === ignoreId ? ignoreColor : lapa11.classes[id]?.color;
    if (!color) {
      const place = `x ${index % width}, y ${Math.floor(index / width)}`;
      throw new RangeError(
        `Expected \`labels\` in 0..${lapa11.classes.length - 1} or ${ignoreId} (ignore), got ${id} at ${place}`,
      );
    }
    data.set(color, 3 * index);
  });
  return { width, height, data };
}
