import { checkNumber } from "@faceseg/core";
import type { LabelMap } from "../image.ts";
import { canonicalNames } from "../taxonomy/canonical-names.ts";
import type { Taxonomy } from "../taxonomy/taxonomy.ts";
import type { Component } from "./components.ts";
import { type DissolveOptions, dissolve } from "./dissolve.ts";

/** Parts that a face has once, or once on each side, by canonical name. */
const single = [
  "left eyebrow",
  "right eyebrow",
  "left eye",
  "right eye",
  "left ear",
  "right ear",
  "nose",
  "upper lip",
  "inner mouth",
  "lower lip",
];

/**
 * How many pieces the parts of a face have, by id: one eyebrow and eye of each side, one nose, one mouth. Other classes
 * may have any number. Parts are known by the names of the classes, in any style.
 */
export function partPieces({ classes }: Pick<Taxonomy, "classes">): Readonly<Record<number, number>> {
  const names = canonicalNames(classes);
  return Object.fromEntries(
    classes.flatMap(({ id }, at) => (single.includes(names[at] as string) ? [[id, 1]] : [])),
  );
}

/** Ids of the parts that a face has once, or once on each side: those of `partPieces`. */
export const partIds = (taxonomy: Pick<Taxonomy, "classes">): number[] =>
  Object.keys(partPieces(taxonomy)).map(Number);

/** Options of `keepLargest`. */
export interface KeepLargestOptions extends DissolveOptions {
  /** How many pieces each class keeps, by id, such as `partPieces(taxonomy)`. Classes that are not named keep all. */
  readonly pieces: Readonly<Record<number, number>>;
}

/**
 * Keeps the largest pieces of each part and gives the others to the best label around them: a second left eye on the
 * chin becomes skin. Pixels that touch by a corner are of one piece; of equal pieces, the upper one stays.
 *
 * @returns A new label map; ignored pixels (255) stay as they are.
 * @throws RangeError when a number of pieces is not a whole number of at least 1, or when the probabilities do not fit.
 */
export function keepLargest(labels: LabelMap, { pieces, ...options }: KeepLargestOptions): LabelMap {
  for (const [id, kept] of Object.entries(pieces)) {
    checkNumber(`pieces[${id}]`, kept, { integer: true, min: 1 });
  }
  const surplus = (list: readonly Component[]) =>
    Object.entries(pieces).flatMap(([id, kept]) =>
      list
        .filter((component) => component.id === Number(id))
        .sort((a, b) => b.pixels.length - a.pixels.length)
        .slice(kept),
    );
  return dissolve(labels, surplus, options);
}
