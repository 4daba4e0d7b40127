import type { Results } from "@faceseg/evaluation";
import { ignoreColor, ignoreId, type LabelMap, type RgbImage } from "@faceseg/image";

/**
 * A label map in the colors of its classes; ignored pixels are white.
 *
 * @throws {RangeError} when an id is of no class.
 */
export function maskImage({ width, height, data: ids }: LabelMap, classes: Results["classes"]): RgbImage {
  const colors = new Map([[ignoreId, ignoreColor], ...classes.map(({ id, color }) => [id, color] as const)]);
  const data = new Uint8Array(3 * ids.length);
  ids.forEach((id, index) => {
    const color = colors.get(id);
    if (!color) throw new RangeError(`Expected \`labels\` to hold ids of the results' classes, got ${id}`);
    data.set(color, 3 * index);
  });
  return { width, height, data };
}
