import { mirroredName, partName, plainName, sidedName } from "./class-names.ts";

/** A class, as far as it is read here. */
export interface NamedClass {
  /** Its id. */
  readonly id: number;
  /** Its name. */
  readonly name: string;
}

/**
 * The ids that a mirror exchanges, read from the names of classes in any style: `left_eye`, `Left-Eye`, `eyeLeft`,
 * `l_eye`, `L eye`, `eye_l`, `lefteye`, and `le` beside `re`. A class whose name has a side but no partner is in no
 * pair.
 *
 * @example
 * mirrorPairsOf([{ id: 0, name: "skin" }, { id: 1, name: "l_brow" }, { id: 2, name: "r_brow" }]); //=> [[1, 2]]
 */
export function mirrorPairsOf(classes: readonly NamedClass[]): (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  const free = () => classes.filter(({ id }) => !pairs.flat().includes(id));
  const pair = (one: NamedClass, other: NamedClass | undefined) => {
    if (!other || other.id === one.id) return;
    if (sidedName(one.name)?.startsWith("left")) pairs.push([one.id, other.id]);
    else pairs.push([other.id, one.id]);
  };
  // First by the same style: `ear_r` is no partner of `l_ear`.
  for (const one of classes) {
    const mirrored = mirroredName(one.name);
    if (mirrored === undefined || !free().includes(one)) continue;
    pair(
      one,
      free().find(({ name }) => plainName(name) === mirrored),
    );
  }
  // Then by side and part, for names of different styles. What is another part by that name, such as `l_lip`, has no
  // side.
  const sided = free().filter(({ name }) => sidedName(name) && partName(name) === plainName(name));
  for (const one of sided) {
    const name = sidedName(one.name) as string;
    if (!name.startsWith("left")) continue;
    pair(
      one,
      sided.find((other) => sidedName(other.name) === name.replace("left", "right")),
    );
  }
  return pairs.toSorted(([a], [b]) => a - b);
}
