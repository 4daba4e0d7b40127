import { partName, plainName, sidedName } from "./class-names.ts";
import { mirrorPairsOf, type NamedClass } from "./mirror-pairs.ts";

/** Names that only CelebAMask-HQ's own files use. Their left is the subject's. */
const celebAMaskNames = ["eye g", "u lip", "ear r", "neck l"];

/** Whether the names are those of CelebAMask-HQ's files, such as `l_eye` and `u_lip`, whose left is the subject's. */
export const hasSubjectSides = (names: readonly string[]): boolean =>
  names.filter((name) => celebAMaskNames.includes(plainName(name))).length >= 2;

/**
 * Names by which the classes of different taxonomies can be compared, one for each class in order: lower case, the
 * viewer's side in front, and one name for each part. `l_brow`, `Left-Eyebrow` and `eyebrowLeft` are "left eyebrow",
 * but "right eyebrow" where the names are those of CelebAMask-HQ's own files.
 */
export function canonicalNames(classes: readonly NamedClass[]): string[] {
  const paired = mirrorPairsOf(classes).flat();
  const swaps = hasSubjectSides(classes.map(({ name }) => name));
  return classes.map(({ id, name }) => {
    const sided = sidedName(name);
    if (!sided || (!paired.includes(id) && partName(name) !== plainName(name))) return partName(name);
    if (!swaps) return sided;
    return sided.startsWith("left") ? sided.replace("left", "right") : sided.replace("right", "left");
  });
}
