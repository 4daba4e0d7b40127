import { shown } from "@faceseg/core";
import { canonicalNames } from "./canonical-names.ts";
import { ignoreId, type Taxonomy } from "./taxonomy.ts";

/** For classes whose names are not in the other taxonomy: the name there, or null for ignored pixels (255). */
export type ClassTable = Readonly<Record<string, string | null>>;

/** What becomes of classes that LaPa does not tell apart, by canonical name. */
const toLapa11: ClassTable = {
  glasses: null,
  "left ear": "skin",
  "right ear": "skin",
  hat: "background",
  earring: "background",
  necklace: "background",
  neck: "background",
  clothes: "background",
};

/** Tables that are ready, by the names of both taxonomies. */
const ready: Readonly<Record<string, ClassTable>> = { "celebamask19 lapa11": toLapa11 };

/**
 * From the ids of one taxonomy to those of another, by the names of the classes: in any style (`l_brow`, `left
 * eyebrow`), and with one name for each part (`eye_g`, `glasses`). From `celebAMask19` to `lapa11` a table is ready:
 * ears are skin, what glasses hide is ignored, and hat, jewelry, neck and clothes are background.
 *
 * @param table For classes of `from` that `to` does not name. It comes before the names.
 * @returns 256 numbers: the id in `to` for every id in `from`; 255 stays 255.
 * @throws {RangeError} naming the classes that `to` lacks, with both lists.
 * @example
 * mapTaxonomy(celebAMask19, lapa11)[13]; //=> 10, hair
 * @example
 * mapTaxonomy(mine, lapa11, { beard: "skin", glasses: null });
 */
export function mapTaxonomy(from: Taxonomy, to: Taxonomy, table: ClassTable = {}): Uint8Array {
  const [names, targets] = [canonicalNames(from.classes), canonicalNames(to.classes)];
  const known = ready[`${from.name} ${to.name}`] ?? {};
  const ids = new Uint8Array(256).fill(ignoreId);
  const missing: string[] = [];
  checkTable(table, from, to);
  for (const [place, { id, name }] of from.classes.entries()) {
    const canonical = names[place] as string;
    const target = own(table, name) ?? own(table, canonical);
    const found =
      target === null
        ? ignoreId
        : target === undefined
          ? targets.indexOf(canonical)
          : to.classes.findIndex((one) => one.name === target);
    const fallback = found < 0 && target === undefined ? own(known, canonical) : undefined;
    const mapped = fallback === undefined ? found : fallback === null ? ignoreId : targets.indexOf(fallback);
    if (mapped < 0) missing.push(name);
    else ids[id] = mapped;
  }
  if (missing.length === 0) return ids;
  const list = ({ name, classes }: Taxonomy) => `${name} has ${classes.map((one) => one.name).join(", ")}`;
  throw new RangeError(
    `Expected each class of ${from.name} to be in ${to.name}, or in a table from one to the other, found no ` +
      `${missing.join(", ")}; ${list(from)}; ${list(to)}`,
  );
}

const own = (table: ClassTable, name: string): string | null | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

function checkTable(table: ClassTable, from: Taxonomy, to: Taxonomy): void {
  const canonical = canonicalNames(from.classes);
  for (const [source, target] of Object.entries(table)) {
    if (!canonical.includes(source) && !from.classes.some(({ name }) => name === source)) {
      throw new RangeError(`Expected \`table\` to name classes of ${from.name}, got ${shown(source)}`);
    }
    if (target !== null && !to.classes.some(({ name }) => name === target)) {
      const names = to.classes.map(({ name }) => name).join(", ");
      throw new RangeError(
        `Expected \`table\` to give classes of ${to.name} (${names}), got ${shown(target)}`,
      );
    }
  }
}
