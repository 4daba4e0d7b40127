import type { Results } from "@faceseg/evaluation";
import type { ScoredSet } from "../analysis/analysis.ts";
import type { Certainty } from "../analysis/certainty.ts";
import { grouped, groupTitles } from "../analysis/grouped.ts";
import type { Scored } from "../analysis/scored.ts";
import { legend, shapeAt } from "../charts/frame.ts";
import { scatter } from "../charts/scatter.ts";
import { type Block, figure, heading, quiet, type Section } from "../document/blocks.ts";
import { count, gmacs, interval, milliseconds, score } from "../document/format.ts";
import { pair } from "../document/html.ts";
import { type Column, rankedTable } from "../document/tables.ts";

/** The networks against each other: how good, how large, how fast. */
export function networksSection(sets: readonly ScoredSet[], results: Results): Section {
  const blocks = sets.flatMap(({ set, title, scored, certainty }): Block[] => [
    rankedTable({
      caption: `${title}. Mean IoU and mean F1 exclude the background; the best value of each column is marked.`,
      corner: "Network",
      groups: grouped(scored),
      head: ({ label }) => label,
      columns: set === "test" ? [...quality(certainty), ...known(cost, scored)] : quality(certainty),
    }),
  ]);
  const [test] = sets;
  const seeds = results.seeds.length > 1 ? " Scores are means over the seeds." : "";
  return {
    id: "networks",
    title: "Networks",
    blocks: [
      ...blocks,
      quiet(
        `GMACs: billions of multiply-accumulates for one image. ms: time from image to mask, one image at a time, after warm-up. Memory: highest resident memory of the whole process, sampled four times a second while the network trained.${seeds}`,
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

/** Columns of which something is known. */
const known = (columns: readonly Column<Scored>[], scored: readonly Scored[]) =>
  columns.filter(({ value }) => scored.some((row) => Number.isFinite(value(row))));

const facts = ({ network }: Scored, which: "parameters" | "macs") =>
  network.architecture?.[which] ?? Number.NaN;
const cost: Column<Scored>[] = [
  { title: "Parameters", value: (row) => facts(row, "parameters"), print: count, best: "lowest" },
  { title: "GMACs", value: (row) => facts(row, "macs"), print: gmacs, best: "lowest" },
  { title: "ms, p50", value: (row) => time(row, "p50"), print: milliseconds, best: "lowest" },
  { title: "ms, p90", value: (row) => time(row, "p90"), print: milliseconds, best: "lowest" },
  {
    title: "Memory",
    note: "MiB",
    value: ({ network }) => (network.training?.peakRssBytes ?? Number.NaN) / 2 ** 20,
    print: (value) => (Number.isFinite(value) ? value.toFixed(0) : "–"),
    best: "lowest",
  },
];

function time({ evaluation }: Scored, which: "p50" | "p90"): number {
  return evaluation.latency?.[which] ?? Number.NaN;
}

/** Accuracy against what it costs. */
function plots(scored: readonly Scored[]): Block[] {
  if (scored.length < 2) return [];
  const groups = groupTitles(scored);
  const shapeOf = (group: string | null) => shapeAt(groups.indexOf(group));
  const spots = (cost: (row: Scored) => number) =>
    scored.map((row) => ({ ...row, shape: shapeOf(row.network.group), x: cost(row), y: row.scores.meanIou }));
  const isKnown = (all: readonly { readonly x: number }[]) => all.some(({ x }) => x > 0);
  const description = "One mark for each network; the numbers are in the table above.";
  const [times, operations] = [spots((row) => time(row, "p50")), spots((row) => facts(row, "macs") / 1e9)];
  const charts = [
    isKnown(times) &&
      scatter({
        id: "accuracy-time",
        title: "Mean IoU against milliseconds for an image (p50)",
        description,
        xLabel: "milliseconds, logarithmic",
        spots: times,
      }),
    isKnown(operations) &&
      scatter({
        id: "accuracy-operations",
        title: "Mean IoU against operations",
        description,
        xLabel: "GMACs, logarithmic",
        spots: operations,
      }),
  ];
  if (charts.every((chart) => chart === false)) return [];
  const entries = groups.map((group) => ({
    look: "look-ink",
    label: group ?? "Other networks",
    shape: shapeOf(group),
  }));
  return [
    heading("Accuracy against cost"),
    ...(groups.length > 1 ? [figure(legend(entries))] : []),
    figure(pair(charts)),
  ];
}
