import { type FaceClass, lapa11 } from "@faceseg/image";
import type { ModelMetadata } from "@faceseg/model-files";

/** Names, or names with colors, by id. */
export type ClassNames = readonly (string | FaceClass)[];

/** A color for an id that has none: hues a golden section apart. */
function colorOf(id: number): FaceClass["color"] {
  const hue = (id * 0.618034) % 1;
  return [0, 1 / 3, 2 / 3].map((shift) =>
    Math.round(255 * (0.55 + 0.4 * Math.cos(2 * Math.PI * (hue - shift)))),
  ) as unknown as FaceClass["color"];
}

/**
 * The classes of a model: those given, else those that its file names, else the project's own where there are as many,
 * else numbers.
 *
 * @throws {RangeError} where their number is not that of the model's.
 */
export function resolveClasses(
  given: ClassNames | undefined,
  { classes: named, colors }: ModelMetadata,
  count: number,
): readonly FaceClass[] {
  const own = count === lapa11.classes.length ? lapa11.classes : undefined;
  const names = given ?? named ?? own ?? Array.from({ length: count }, (_, id) => `class ${id}`);
  if (names.length !== count) {
    throw new RangeError(
      `Expected \`classes\` to have the ${count} classes of the model, got ${names.length}`,
    );
  }
  return names.map((one, id) => {
    if (typeof one !== "string") return { ...one, id };
    const color = colors?.[id] ?? lapa11.classes.find(({ name }) => name === one)?.color;
    return { id, name: one, color: color ?? (id === 0 ? ([0, 0, 0] as const) : colorOf(id)) };
  });
}

/** The ids that a mirror exchanges, by the names of their classes: "left eye" and "right eye", "l_brow" and "r_brow". */
export function mirrorPairsOf(classes: readonly FaceClass[]): readonly (readonly [number, number])[] {
  return classes.flatMap(({ id, name }) => {
    const mirrored = name
      .replace(/\bleft\b/i, "right")
      .replace(/^l(?=_)/i, "r")
      .toLowerCase();
    const other = classes.find((one) => one.name.toLowerCase() === mirrored);
    return other && other.id !== id ? [[id, other.id] as const] : [];
  });
}
