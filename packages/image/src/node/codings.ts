import { ignoreId, type Taxonomy } from "../taxonomy/taxonomy.ts";
import type { ColorCoding, ValueCoding } from "./read-labels.ts";

/** Masks whose numbers are the ids of a taxonomy, and 255 for ignored pixels. */
export const idCoding = ({ classes }: Pick<Taxonomy, "classes">): ValueCoding =>
  Array.from({ length: 256 }, (_, value) =>
    value < classes.length || value === ignoreId ? value : undefined,
  );

/**
 * Masks in the colors of a taxonomy.
 *
 * @throws {RangeError} where two classes have one color.
 */
export function colorCoding({ classes }: Pick<Taxonomy, "classes">): ColorCoding {
  const colors = new Map<number, number>();
  for (const { id, name, color } of classes) {
    const [red, green, blue] = color;
    const key = (red << 16) | (green << 8) | blue;
    const other = classes.find((one) => one.id === colors.get(key));
    if (other) {
      throw new RangeError(
        `Expected a color for each class, got [${color.join(", ")}] for "${other.name}" and "${name}"`,
      );
    }
    colors.set(key, id);
  }
  return { colors };
}
