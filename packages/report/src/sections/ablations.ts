import type { Results } from "@faceseg/evaluation";
import type { Certainty } from "../analysis/certainty.ts";
import type { Scored } from "../analysis/scored.ts";
import { type Block, heading, quiet, type Section, type Table, tableBlock } from "../document/blocks.ts";
import { interval, named, pValue, score, signed } from "../document/format.ts";

/** What one change of a network, or combining predictions, is worth; null when the run has neither. */
export function ablationsSection(
  results: Results,
  scored: readonly Scored[],
  certainty: Certainty,
): Section | null {
  const blocks: Block[] = [...ablations(scored, certainty), ...combinations(results, certainty)];
  if (blocks.length === 0) return null;
  return {
    id: "ablations",
    title: "Ablations and combinations",
    blocks: [
      ...blocks,
      quiet(
        "Differences of mean IoU on the same test images, with their 95 % intervals. These p-values are of each difference alone; those of the key findings are corrected.",
      ),
    ],
  };
}

const differenceColumns: Table["columns"] = [
  { title: "Mean IoU", numeric: true },
  { title: "Compared with", numeric: false },
  { title: "Its mean IoU", numeric: true },
  { title: "Difference", numeric: true },
  { title: "95 % interval", numeric: true },
  { title: "p", numeric: true },
];

function ablations(scored: readonly Scored[], certainty: Certainty): Block[] {
  const rows = scored.flatMap(({ network, label }) => {
    const base = scored.find((one) => one.network.name === network.changes?.of);
    return base
      ? [{ head: label, cells: differenceCells(certainty, network.name, base.network.name, base.label) }]
      : [];
  });
  if (rows.length === 0) return [];
  return [
    heading("Variants"),
    tableBlock({
      caption:
        "Each variant against the network that it changes. A negative difference: the change costs accuracy.",
      corner: "Network",
      columns: differenceColumns,
      groups: [{ title: null, rows }],
    }),
  ];
}

function combinations({ combinations: all, networks }: Results, certainty: Certainty): Block[] {
  if (all.length === 0) return [];
  const labelOf = (key: string) =>
    networks.find((network) => network.key === key)?.label ??
    all.find(({ name }) => name === key)?.label ??
    key;
  const kinds = [...new Set(all.map(({ kind }) => kind))];
  const title = (kind: string) => kind.charAt(0).toUpperCase() + kind.slice(1);
  return [
    heading("Combined predictions"),
    tableBlock({
      caption:
        "Combinations against what they would replace. A positive difference: worth it, if there is time for it.",
      corner: "Combination",
      columns: [{ title: "Of", numeric: false }, ...differenceColumns],
      groups: kinds.map((kind) => ({
        title: title(kind),
        rows: all
          .filter((one) => one.kind === kind)
          .map(({ name, label, of, against }) => ({
            head: label,
            cells: [
              { lines: [named(of.map(labelOf))] },
              ...differenceCells(certainty, name, nameOf(against, networks), labelOf(against)),
            ],
          })),
      })),
    }),
  ];
}

function nameOf(key: string, networks: Results["networks"]): string {
  return networks.find((network) => network.key === key)?.name ?? key;
}

function differenceCells(certainty: Certainty, name: string, against: string, label: string) {
  const [own, theirs] = [name, against].map((one) => certainty.of(one)[0]?.value ?? Number.NaN);
  const {
    value = Number.NaN,
    low = Number.NaN,
    high = Number.NaN,
    p,
  } = certainty.difference(name, against) ?? {};
  const number = (words: string, sort: number | undefined) => ({
    lines: [words],
    value: sort !== undefined && Number.isFinite(sort) ? sort : null,
  });
  return [
    number(score(own ?? Number.NaN), own),
    { lines: [label] },
    number(score(theirs ?? Number.NaN), theirs),
    number(signed(value), value),
    number(interval(low, high, signed), low),
    number(pValue(p ?? null), p),
  ];
}
