import type { Results } from "../../results.ts";
import { type Block, figure, heading, quiet, type Section } from "../blocks.ts";
import { legend, shapes } from "../charts/frame.ts";
import { scatter } from "../charts/scatter.ts";
import { count, gmacs, interval, milliseconds, score } from "../format.ts";
import { pair } from "../html.ts";
import { type Column, type Group, rankedTable } from "../tables.ts";
import type { Certainty, Scored } from "../view.ts";

/** A set of pictures and how the networks did on it. */
export interface ScoredSet {
  readonly set: "test" | "other";
  readonly title: string;
  readonly scored: readonly Scored[];
  readonly certainty: Certainty;
}

const groupTitles = {
  study: "As the 2025 study built them",
  default: "As their papers mean them",
  ablation: "Defaults with one thing changed",
} as const;

/** Rows of a table under the titles of their groups; without titles where there is one group. */
export function grouped(scored: readonly Scored[]): Group<Scored>[] {
  const groups = (Object.keys(groupTitles) as (keyof typeof groupTitles)[])
    .map((group) => ({
      title: groupTitles[group],
      items: scored.filter(({ network }) => network.group === group),
    }))
    .filter(({ items }) => items.length > 0);
  return groups.length > 1 ? groups : groups.map(({ items }) => ({ title: null, items }));
}

/** The networks against each other: how good, how large, how fast. */
export function networksSection(sets: readonly ScoredSet[], results: Results): Section {
  const blocks = sets.flatMap(({ set, title, scored, certainty }): Block[] => [
    rankedTable({
      caption: `${title}. Mean IoU and mean F1 leave the background out; the best value of each column is marked.`,
      corner: "Network",
      groups: grouped(scored),
      head: ({ label }) => label,
      columns: set === "test" ? [...quality(certainty), ...cost] : quality(certainty),
    }),
  ]);
  const [test] = sets;
  const seeds = results.config.seeds > 1 ? " Scores are means over the seeds." : "";
  return {
    id: "networks",
    title: "Networks",
    blocks: [
      ...blocks,
      quiet(
        `GMACs: thousand millions of multiply-accumulates for one picture. ms: time from picture to mask, one picture at a time, after warm-up. Memory: highest resident memory of the whole process, sampled four times a second while the network trained.${seeds}`,
      ),
      ...(test ? plots(test.scored) : []),
    ],
  };
}

function quality(certainty: Certainty): Column<Scored>[] {
  return [
    {
      title: "Mean IoU",
      note: "95 % interval",
      value: ({ scores }) => scores.meanIou,
      print: score,
      below: ({ network }) => {
        const [first] = certainty.of(network.name);
        return first && interval(first.low, first.high);
      },
      best: "highest",
    },
    { title: "Mean F1", value: ({ scores }) => scores.meanF1, print: score, best: "highest" },
    { title: "Weighted IoU", value: ({ scores }) => scores.weightedIou, print: score, best: "highest" },
    { title: "Pixel accuracy", value: ({ scores }) => scores.pixelAccuracy, print: score, best: "highest" },
  ];
}

const facts = ({ network }: Scored) => network.training.network;
const cost: Column<Scored>[] = [
  { title: "Parameters", value: (row) => facts(row).parameters, print: count, best: "lowest" },
  { title: "GMACs", value: (row) => facts(row).macs, print: gmacs, best: "lowest" },
  { title: "ms, p50", value: (row) => time(row, "p50"), print: milliseconds, best: "lowest" },
  { title: "ms, p90", value: (row) => time(row, "p90"), print: milliseconds, best: "lowest" },
  {
    title: "Memory",
    note: "MiB",
    value: ({ network }) => network.training.peakRssBytes / 2 ** 20,
    print: (value) => value.toFixed(0),
    best: "lowest",
  },
];

function time({ evaluation }: Scored, which: "p50" | "p90"): number {
  return evaluation.latency?.[which] ?? Number.NaN;
}

/** Accuracy against what it costs. */
function plots(scored: readonly Scored[]): Block[] {
  if (scored.length < 2) return [];
  const spots = (cost: (row: Scored) => number) =>
    scored.map((row) => ({ ...row, shape: shapes[row.network.group], x: cost(row), y: row.scores.meanIou }));
  const description = "One mark for each network; the numbers are in the table above.";
  const charts = [
    spots((row) => time(row, "p50")).some(({ x }) => x > 0) &&
      scatter({
        id: "accuracy-time",
        title: "Mean IoU against milliseconds a picture (p50)",
        description,
        xLabel: "milliseconds, logarithmic",
        spots: spots((row) => time(row, "p50")),
      }),
    scatter({
      id: "accuracy-operations",
      title: "Mean IoU against operations",
      description,
      xLabel: "GMACs, logarithmic",
      spots: spots((row) => facts(row).macs / 1e9),
    }),
  ];
  const names = { study: "study", default: "default", ablation: "ablation" } as const;
  const present = [...new Set(scored.map(({ network }) => network.group))];
  return [
    heading("Accuracy against cost"),
    ...(present.length > 1
      ? [
          figure(
            legend(present.map((group) => ({ look: "look-ink", label: names[group], shape: shapes[group] }))),
          ),
        ]
      : []),
    figure(pair(charts)),
  ];
}
