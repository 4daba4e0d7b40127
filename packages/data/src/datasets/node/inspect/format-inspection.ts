import type { Taxonomy } from "@faceseg/image";
import type { Finding } from "./finding.ts";
import type { Inspection, SplitInspection } from "./inspect-dataset.ts";

/** Options of `formatInspection`. */
export interface FormatInspectionOptions {
  /** How many errors, and how many warnings of each kind, are listed; their totals always are. @default 10 */
  readonly most?: number;
}

/** An inspection as text for a terminal: a table of the splits, one of the classes, and what is wrong. */
export function formatInspection(inspection: Inspection, options: FormatInspectionOptions = {}): string {
  const { most = 10 } = options;
  const { dataset, dir, taxonomy, splits, findings, errors, warnings } = inspection;
  const splitRows = splits.map(({ split, pairs, sound, sizes, ignored }) => [
    split,
    String(pairs),
    String(sound),
    sizes ? range(sizes) : "-",
    percent(ignored),
  ]);
  const classRows = taxonomy.classes.map(({ id, name }) => [
    `${id} ${name}`,
    ...splits.map(({ shares, present, pairs }) =>
      shares ? `${percent(shares[id] as number)} in ${present[id]} of ${pairs}` : "-",
    ),
  ]);
  const groups = new Map<string, Finding[]>();
  for (const found of findings) {
    const key = found.severity === "error" ? "errors" : found.code;
    groups.set(key, [...(groups.get(key) ?? []), found]);
  }
  const lists = [...groups].map(([key, found]) => [
    key === "errors" ? `${count(errors, "error")}:` : `${count(found.length, "warning")} ${key}:`,
    ...found.slice(0, most).map(({ file, message }) => `  ${file}: ${message}`),
    ...(found.length > most ? [`  ... and ${found.length - most} more`] : []),
  ]);
  return [
    `${dataset} in ${dir}: ${count(errors, "error")}, ${count(warnings, "warning")}`,
    `${taxonomy.classes.length} classes (${taxonomy.name}), masks of ${inspection.labels}; ${mirrored(taxonomy)}`,
    "",
    ...table(["split", "pairs", "sound", "sizes", "ignored"], splitRows),
    "",
    ...table(["class", ...splits.map(({ split }) => `share in ${split}`)], classRows),
    ...lists.flatMap((lines) => ["", ...lines]),
  ].join("\n");
}

/** The pairs that a mirror exchanges, or that there are none. */
function mirrored({ classes, mirrorPairs }: Taxonomy): string {
  if (mirrorPairs.length === 0) return "no mirror pairs: a flip exchanges no classes";
  const name = (id: number) => classes[id]?.name;
  return `a flip exchanges ${mirrorPairs.map(([one, other]) => `${name(one)} and ${name(other)}`).join(", ")}`;
}

function range({ different, smallest, largest }: NonNullable<SplitInspection["sizes"]>): string {
  return different === 1 ? smallest.join("x") : `${smallest.join("x")} to ${largest.join("x")}`;
}

const percent = (share: number) => `${(100 * share).toFixed(2)} %`;
const count = (number: number, what: string) => `${number} ${what}${number === 1 ? "" : "s"}`;

/** Rows under a heading, the columns as wide as what they hold. */
function table(heading: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = heading.map((text, column) =>
    Math.max(text.length, ...rows.map((row) => (row[column] as string).length)),
  );
  return [heading, ...rows].map((row) =>
    row
      .map((text, column) => text.padEnd(widths[column] as number))
      .join("  ")
      .trimEnd(),
  );
}
