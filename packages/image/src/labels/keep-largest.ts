import { checkNumber } from "@faceseg/core";
import type { LabelMap } from "../image.ts";
import type { Component } from "./components.ts";
import { type DissolveOptions, dissolve } from "./dissolve.ts";

/** How many pieces a face's parts have: one eyebrow or eye of each side, one nose, one mouth. Others may have any. */
export const partPieces: Readonly<Record<number, number>> = Object.freeze({
  2: 1,
  3: 1,
  4: 1,
  5: 1,
  6: 1,
  7: 1,
  8: 1,
  9: 1,
});

/** Options of `keepLargest`. */
export interface KeepLargestOptions extends DissolveOptions {
  /**
   * By id, how many pieces a class keeps; a class that is not named keeps all.
   *
   * @default partPieces
   */
  readonly pieces?: Readonly<Record<number, number>>;
}

/**
 * Keeps the largest pieces of each part and gives the others to the best label around them: a second left eye on the
 * chin becomes skin. Pixels that touch by a corner are of one piece; of equal pieces, the upper one stays.
 *
 * @returns A new label map; ignored pixels (255) stay as they are.
 * @throws RangeError when a number of pieces is not a whole number of at least 1, or when the probabilities do not fit.
 */
export function keepLargest(
  labels: LabelMap,
  { pieces = partPieces, ...options }: KeepLargestOptions = {},
): LabelMap {
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
