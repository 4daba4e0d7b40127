import type { Taxonomy } from "../taxonomy/taxonomy.ts";

/** The mirror pairs of a taxonomy. */
export type MirrorPairs = Pick<Taxonomy, "mirrorPairs">;

const tables = new WeakMap<MirrorPairs, Uint8Array>();

/** What each of 256 ids becomes in a mirrored image; ids outside the mirror pairs stay as they are. */
export function mirrorIds(taxonomy: MirrorPairs): Uint8Array {
  const known = tables.get(taxonomy);
  if (known) return known;
  const table = Uint8Array.from({ length: 256 }, (_, id) => id);
  for (const [left, right] of taxonomy.mirrorPairs) {
    table[left] = right;
    table[right] = left;
  }
  tables.set(taxonomy, table);
  return table;
}
