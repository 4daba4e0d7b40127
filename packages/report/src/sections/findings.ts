import type { Comparison, Finding, Unit, Verdict } from "@faceseg/evaluation";
import { overall, seedVariation, signOf } from "@faceseg/evaluation";
import { forest } from "../charts/forest.ts";
import {
  type Block,
  details,
  figure,
  list,
  type Row,
  type Section,
  tableBlock,
  text,
} from "../document/blocks.ts";
import { count, gmacs, interval, milliseconds, pValue, score, signed } from "../document/format.ts";

const tones = {
  supported: "good",
  refuted: "bad",
  "undecided at this size": "open",
  "not tested in this run": "open",
} as const;

const signs: Record<Verdict, string> = {
  supported: "✓ supported",
  refuted: "✗ refuted",
  "undecided at this size": "? undecided at this size",
  "not tested in this run": "– not tested in this run",
};

const printers: Record<Unit, (value: number) => string> = {
  score,
  ms: (value) => `${milliseconds(value)} ms`,
  parameters: count,
  MACs: (value) => `${gmacs(value)} GMAC`,
};

/** Every hypothesis with its verdict. */
export function findingsSection(findings: readonly Finding[]): Section {
  const tested = findings.filter(({ comparisons }) => comparisons.length > 0);
  const open = findings.filter(({ comparisons }) => comparisons.length === 0);
  const topics = [...new Set(tested.map(({ topic }) => topic))];
  const blocks: Block[] = [
    text(
      "Each hypothesis is a sentence that could be wrong. An effect above zero speaks for the sentence. Intervals hold 95 % of the effects on resampled images, and on resampled trainings where there are several; p-values are corrected by Holm's method for all comparisons of this table. A sentence with several comparisons is supported only if each is.",
    ),
    ...(tested.some(({ comparisons }) => comparisons.some(({ trainedOnce }) => trainedOnce))
      ? [
          text(
            `Where networks were trained once, intervals and p-values cover the choice of images only, not seed-to-seed variation: an effect below ${score(seedVariation)} between two such networks is called undecided whatever its p-value, since another seed might reverse it.`,
          ),
        ]
      : []),
    tableBlock({
      caption: "Key findings on the test images.",
      corner: "Sentence",
      columns: columns.map((title, i) => ({ title, numeric: i >= 2 })),
      groups: topics.map((topic) => ({
        title: topic,
        rows: tested.filter((finding) => finding.topic === topic).map(row),
      })),
    }),
  ];
  const effects = tested.flatMap(({ measure, comparisons }) =>
    comparisons.filter(({ unit }) => unit === "score").map((comparison) => effectRow(comparison, measure)),
  );
  if (effects.length > 0) blocks.push(figure(forest({ ...titles, rows: effects })));
  if (open.length > 0) {
    const sentences = open.map(({ statement, reason }) => `${statement} (${reason})`);
    blocks.push(details(`${open.length} sentences that this run did not test`, [list(sentences)]));
  }
  return { id: "findings", title: "Key findings", blocks };
}

const columns = ["Verdict", "Compared", "Effect", "95 % interval", "p, corrected"];

const titles = {
  id: "effects",
  title: "Differences of scores with their 95 % intervals; of the mean IoU unless stated otherwise",
  description:
    "One line for each comparison of scores; to the right of zero the first network is better. The numbers are in the table above.",
};

function row({ statement, measure, comparisons, verdict, reason }: Finding): Row {
  const each = (print: (comparison: Comparison) => string) => comparisons.map(print);
  const verdictCell = {
    lines: [signs[verdict]],
    tone: tones[verdict],
    ...(reason !== null && { note: reason }),
  };
  return {
    head: statement,
    cells: [
      verdictCell,
      {
        note: measure,
        lines: each(
          ({ winner, other, values: [own, theirs], unit }) =>
            `${winner} ${printers[unit](own)}, ${other} ${printers[unit](theirs)}`,
        ),
      },
      {
        lines: each(({ effect, unit }) => signed(effect, printers[unit])),
        value: comparisons[0]?.effect ?? null,
      },
      {
        lines: each(({ low, high, unit }) =>
          interval(low ?? Number.NaN, high ?? Number.NaN, (value) => signed(value, printers[unit])),
        ),
      },
      { lines: each(({ corrected }) => pValue(corrected)), value: comparisons[0]?.corrected ?? null },
    ],
  };
}

function effectRow(comparison: Comparison, measure: string) {
  const { winner, other, effect, low, high } = comparison;
  const sign = signOf(comparison);
  const tone = sign > 0 ? ("good" as const) : sign < 0 ? ("bad" as const) : ("open" as const);
  const what = measure === overall.name ? "" : ` (${measure})`;
  return { label: `${winner} − ${other}${what}`, effect, low: low ?? effect, high: high ?? effect, tone };
}
