import { type Counts, checkClass, checkLength, checkNumClasses } from "./counts.ts";

/**
 * Share of the true pixels of mirrored classes that were predicted as their mirror, such as a left eye as a right
 * eye; NaN when the truth has none of these classes. For one pair's share, pass that pair alone.
 *
 * @param pairs Ids of classes that a mirror exchanges, `mirrorPairs` of `@faceseg/data`.
 * @throws RangeError when an id is no class.
 *
 * @example
 * // 8 pixels of class 1 of which 2 are called 2, and 4 of class 2, all right.
 * leftRightConfusion({ numClasses: 3, counts: [5, 0, 0, 0, 6, 2, 0, 0, 4] }, [[1, 2]]); //=> 0.16666666666666666
 */
export function leftRightConfusion(
  { numClasses, counts }: Counts,
  pairs: readonly (readonly [number, number])[],
): number {
  checkNumClasses(numClasses);
  checkLength({ numClasses, counts });
  let mirrored = 0;
  let pixels = 0;
  for (const [left, right] of pairs) {
    for (const [id, mirror] of [
      [left, right],
      [right, left],
    ] as const) {
      checkClass("pairs", id, numClasses);
      mirrored += counts[id * numClasses + mirror] as number;
      for (let other = 0; other < numClasses; other++) pixels += counts[id * numClasses + other] as number;
    }
  }
  return mirrored / pixels;
}
