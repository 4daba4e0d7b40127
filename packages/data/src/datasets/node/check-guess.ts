import { celebAMask19, lapa11, type Taxonomy } from "@faceseg/image";
import { readLabels, type ValueCoding } from "@faceseg/image/node";
import { measureParts } from "../parts.ts";
import { type Plausibility, PlausibilityCheck } from "../plausibility.ts";
import { celebAMaskCoding, celebAMaskCodings } from "./layouts/celebamask-coding.ts";
import { spread } from "./masks/mask-values.ts";

/** Share of the rules that may be broken. */
const tolerated = 0.2;
/** Without these, masks are not those of a face's parts. */
const needed: readonly (readonly string[])[] = [
  ["skin"],
  ["nose"],
  ["upper lip", "inner mouth", "lower lip"],
];

/** Masks read with a coding, compared with the names of a taxonomy; undefined where none can be read. */
async function look(
  masks: readonly string[],
  taxonomy: Taxonomy,
  coding: ValueCoding,
): Promise<{ readonly found: Plausibility; readonly strange: ReadonlySet<number> } | undefined> {
  const check = new PlausibilityCheck(taxonomy);
  const strange = new Set<number>();
  let read = 0;
  for (const file of spread(masks)) {
    const labels = await readLabels(file).catch(() => undefined);
    if (!labels) continue;
    read += 1;
    const data = labels.data.map((value) => {
      const id = coding[value];
      if (id === undefined) strange.add(value);
      return id ?? 255;
    });
    check.add(measureParts({ ...labels, data }));
  }
  return read === 0 ? undefined : { found: check.result(), strange };
}

const isPlausible = ({ implausible, rules, present }: Plausibility) =>
  implausible.length <= tolerated * rules && needed.every((names) => names.some((name) => present.has(name)));

/**
 * Why masks in LaPa's layout are not those of LaPa's classes; undefined where they are, or cannot be read.
 *
 * @param masks Paths.
 */
export async function notLapa(masks: readonly string[]): Promise<string | undefined> {
  const coding = Array.from({ length: 256 }, (_, value) =>
    value < lapa11.classes.length || value === 255 ? value : undefined,
  );
  const looked = await look(masks, lapa11, coding);
  return looked && reason(looked.found, looked.strange, "LaPa's 11 classes");
}

/**
 * Why masks in CelebAMask-HQ's layout are not in its official coding, and which one they are in; undefined where they
 * are.
 */
export async function notCelebAMask(masks: readonly string[]): Promise<string | undefined> {
  const [official, other] = await Promise.all(
    celebAMaskCodings.map((name) => look(masks, celebAMask19, celebAMaskCoding(name, celebAMask19))),
  );
  if (!official) return undefined;
  const why = reason(official.found, official.strange, "CelebAMask-HQ's 19 classes in its official coding");
  if (why === undefined || !other || !isPlausible(other.found)) return why;
  return `${why}; they fit the coding "${celebAMaskCodings[1]}" (1 skin, 2 l_brow, ... 17 hair, 18 hat)`;
}

function reason(found: Plausibility, strange: ReadonlySet<number>, expected: string): string | undefined {
  const missing = needed
    .filter((names) => !names.some((name) => found.present.has(name)))
    .map(([name]) => name);
  // A few strange values are errors of their files, which reading names.
  if (isPlausible(found)) return undefined;
  const values = [...strange].sort((a, b) => a - b).slice(0, 10);
  const what = [
    ...(values.length > 0 ? [`the values ${values.join(", ")}`] : []),
    ...(missing.length > 0 ? [`masks without ${missing.join(" and ")}`] : []),
    ...(found.implausible.length > tolerated * found.rules
      ? found.implausible.slice(0, 3).map(({ name, expected: place }) => `"${name}" not ${place}`)
      : []),
  ];
  return `Expected masks of ${expected}, found ${what.join(", ")}`;
}
