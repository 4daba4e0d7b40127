import { checkOptions, shown } from "@faceseg/core";
import { type ClassDefinition, createTaxonomy, type TaxonomyDefinition } from "./create-taxonomy.ts";
import { ignoreId, type Taxonomy } from "./taxonomy.ts";

/** What a `classes.json` says: the classes, and what the numbers in masks mean. */
export interface ClassesFile {
  /** The classes. */
  readonly taxonomy: Taxonomy;
  /** The class id for every number in a mask; undefined for numbers that are no class. */
  readonly coding: readonly (number | undefined)[];
}

/** A class in a `classes.json`. */
interface FileClass extends ClassDefinition {
  /** Numbers in masks that mean the class. */
  readonly values?: readonly number[];
}

/**
 * Reads the content of a `classes.json`: a list of names, or an object with `name`, `classes`, `mirrorPairs` and
 * `ignoreIds`. A class is a name, or `{ name, id, color, values }`; `values` are the numbers in masks that mean the
 * class, by default its id.
 *
 * @param content The parsed JSON.
 * @throws {RangeError} naming what is wrong.
 * @example
 * parseClasses({ classes: ["background", "skin", { name: "hair", color: "#8c522d" }], ignoreIds: [254] });
 */
export function parseClasses(content: unknown): ClassesFile {
  const given = Array.isArray(content) ? { classes: content } : content;
  if (typeof given !== "object" || given === null) {
    throw new RangeError(
      `Expected a list of class names, or an object with \`classes\`, got ${shown(content)}`,
    );
  }
  checkOptions("classes.json", given, ["name", "classes", "mirrorPairs", "ignoreIds"]);
  const { ignoreIds = [], ...definition } = given as TaxonomyDefinition & { ignoreIds?: unknown };
  const listed = Array.isArray(definition.classes) ? (definition.classes as (string | FileClass)[]) : [];
  const classes = listed.map((one) => {
    if (typeof one !== "object" || one === null) return one;
    const { values: _, ...rest } = one;
    return rest;
  });
  const taxonomy = createTaxonomy({
    ...definition,
    classes: Array.isArray(definition.classes) ? classes : definition.classes,
  });
  return { taxonomy, coding: codingOf(taxonomy, listed, numbersOf("ignoreIds", ignoreIds)) };
}

function codingOf(
  taxonomy: Taxonomy,
  listed: readonly (string | FileClass)[],
  ignoreIds: readonly number[],
): (number | undefined)[] {
  const coding: (number | undefined)[] = new Array(256).fill(undefined);
  coding[ignoreId] = ignoreId;
  const set = (value: number, id: number, name: string) => {
    if (coding[value] !== undefined && coding[value] !== id && value !== ignoreId) {
      throw new RangeError(
        `Expected each mask value to mean one thing, got ${value} twice, also for ${shown(name)}`,
      );
    }
    coding[value] = id;
  };
  for (const { id, name } of taxonomy.classes) {
    const own = listed.find((one) => (typeof one === "string" ? one : one.name)?.trim() === name);
    const values =
      typeof own === "object" && own.values !== undefined ? numbersOf(`values of ${name}`, own.values) : [id];
    for (const value of values) set(value, id, name);
  }
  for (const value of ignoreIds) set(value, ignoreId, "ignoreIds");
  return coding;
}

function numbersOf(what: string, given: unknown): readonly number[] {
  const isLegal = (value: unknown) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 255;
  if (Array.isArray(given) && given.every(isLegal)) return given as number[];
  throw new RangeError(
    `Expected \`${what}\` to be a list of whole numbers from 0 to 255, got ${shown(given)}`,
  );
}
