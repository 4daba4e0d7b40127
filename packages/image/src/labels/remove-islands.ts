import { checkNumber } from "@faceseg/core";
import type { LabelMap } from "../image.ts";
import { ignoreId } from "../taxonomy/taxonomy.ts";
import type { Component } from "./components.ts";
import { type DissolveOptions, dissolve } from "./dissolve.ts";

/** Options of `removeIslands`. */
export interface RemoveIslandsOptions extends DissolveOptions {
  /** Number of pixels that a piece needs to stay, whatever its class. */
  readonly smallest: number;
}

/**
 * Gives pieces of fewer than `smallest` pixels to the best label around them: specks vanish, whatever their class.
 * Pixels that touch by a corner are of one piece. Where all pieces are smaller, the largest stays.
 *
 * @returns A new label map; ignored pixels (255) stay as they are.
 * @throws RangeError when `smallest` is not a whole number of at least 1, or when the probabilities do not fit.
 */
export function removeIslands(labels: LabelMap, { smallest, ...options }: RemoveIslandsOptions): LabelMap {
  checkNumber("smallest", smallest, { integer: true, min: 1, unit: "pixels" });
  const small = (list: readonly Component[]) => {
    const counted = list.filter(({ id }) => id !== ignoreId);
    const [largest] = counted.toSorted((a, b) => b.pixels.length - a.pixels.length);
    return counted.filter((component) => component.pixels.length < smallest && component !== largest);
  };
  return dissolve(labels, small, options);
}
