import { checkOptions, shown } from "@faceseg/core";
import { type Color, parseColor, type Rgb } from "../color/parse-color.ts";
import { classColor } from "./class-color.ts";
import { mirrorPairsOf } from "./mirror-pairs.ts";
import { type FaceClass, ignoreId, type Taxonomy } from "./taxonomy.ts";

/** A class as users write it. */
export interface ClassDefinition {
  /** Its name. */
  readonly name: string;
  /** Its id. @default its place in the list */
  readonly id?: number;
  /** Its color. @default that of the class of the same name in `lapa11` or `celebAMask19`, else one of its own */
  readonly color?: Color;
}

/** What `createTaxonomy` makes a taxonomy from. */
export interface TaxonomyDefinition {
  /** Its name in results and model files. @default "custom" */
  readonly name?: string;
  /** The classes by id: names, or names with colors. A single class gets the id 1 and a background of id 0. */
  readonly classes: readonly (string | ClassDefinition)[];
  /** The classes that a mirror exchanges, by name or id. @default those whose names say so; see `mirrorPairsOf` */
  readonly mirrorPairs?: readonly (readonly [string | number, string | number])[];
}

/** Classes that a label map of bytes can hold beside 255 (ignore). */
const mostClasses = 255;

/**
 * Makes a taxonomy, and checks it: names differ, ids run from 0 without gaps, mirror pairs are classes.
 *
 * @throws {RangeError} naming the class or the pair that is wrong.
 * @example
 * const taxonomy = createTaxonomy({ name: "hair", classes: ["background", "skin", "hair"] });
 * taxonomy.classes[2]; //=> { id: 2, name: "hair", color: [140, 82, 45] }
 * @example
 * createTaxonomy({ classes: ["background", "left_eye", "right_eye"] }).mirrorPairs; //=> [[1, 2]]
 */
export function createTaxonomy(definition: TaxonomyDefinition): Taxonomy {
  checkOptions("createTaxonomy", definition, ["name", "classes", "mirrorPairs"]);
  const { name = "custom", classes: given, mirrorPairs } = definition;
  if (typeof name !== "string" || name.trim() === "") {
    throw new RangeError(`Expected \`name\` of the taxonomy to be a non-empty string, got ${shown(name)}`);
  }
  if (!Array.isArray(given) || given.length < 1 || given.length > mostClasses) {
    const found = Array.isArray(given) ? given.length : shown(given);
    throw new RangeError(`Expected \`classes\` to be a list of 1 to ${mostClasses} classes, got ${found}`);
  }
  const listed = given.map((one, place) => readClass(one, place));
  const [only] = listed;
  const isAlone = listed.length === 1 && only !== undefined && only.id === (only.hasId ? 1 : 0);
  const complete = isAlone
    ? [
        { id: 0, name: "background" },
        { ...only, id: 1 },
      ]
    : listed;
  const classes = complete
    .toSorted((a, b) => a.id - b.id)
    .map((one) => ({ id: one.id, name: one.name, color: one.color ?? classColor(one.name, one.id) }));
  checkClasses(classes);
  const pairs = mirrorPairs?.map((pair, place) => readPair(pair, place, classes)) ?? mirrorPairsOf(classes);
  checkPairs(pairs, classes);
  return Object.freeze({
    name,
    classes: Object.freeze(classes.map((one) => Object.freeze(one))),
    mirrorPairs: Object.freeze(pairs),
    ignoreId,
  });
}

interface ReadClass {
  readonly id: number;
  readonly name: string;
  readonly color?: Rgb;
  readonly hasId?: boolean;
}

function readClass(given: string | ClassDefinition, place: number): ReadClass {
  const { name, id, color } =
    typeof given === "string" ? ({ name: given } as ClassDefinition) : (given ?? {});
  if (typeof name !== "string" || name.trim() === "") {
    throw new RangeError(`Expected \`classes[${place}]\` to have a name, got ${shown(given)}`);
  }
  if (typeof given !== "string") checkOptions(`classes[${place}]`, given, ["name", "id", "color"]);
  if (id !== undefined && !(Number.isInteger(id) && id >= 0 && id < mostClasses)) {
    throw new RangeError(
      `Expected the id of class ${shown(name)} to be a whole number from 0 to ${mostClasses - 1}, got ${shown(id)}`,
    );
  }
  return {
    id: id ?? place,
    name: name.trim(),
    hasId: id !== undefined,
    ...(color !== undefined && { color: parseColor(color) }),
  };
}

function checkClasses(classes: readonly FaceClass[]): void {
  for (const [place, { id, name }] of classes.entries()) {
    const first = classes.findIndex((one) => one.name.toLowerCase() === name.toLowerCase());
    if (first < place)
      throw new RangeError(`Expected classes with different names, got ${shown(name)} twice`);
    if (id === place) continue;
    const ids = classes.map((one) => one.id).join(", ");
    throw new RangeError(`Expected the ids of the classes to be 0 to ${classes.length - 1}, got ${ids}`);
  }
}

function readPair(
  pair: readonly [string | number, string | number],
  place: number,
  classes: readonly FaceClass[],
): readonly [number, number] {
  const ids = (Array.isArray(pair) ? pair : []).map(
    (side) => classes.find(({ id, name }) => id === side || name === side)?.id,
  );
  const [left, right] = ids;
  if (ids.length !== 2 || left === undefined || right === undefined || left === right) {
    throw new RangeError(
      `Expected \`mirrorPairs[${place}]\` to be two different classes, by name or id, got ${shown(pair)}`,
    );
  }
  return [left, right];
}

function checkPairs(pairs: readonly (readonly [number, number])[], classes: readonly FaceClass[]): void {
  const seen = new Set<number>();
  for (const id of pairs.flat()) {
    if (seen.has(id)) {
      throw new RangeError(
        `Expected each class in one mirror pair at most, got ${shown(classes[id]?.name)} in two`,
      );
    }
    seen.add(id);
  }
}
