import type { Results } from "@faceseg/evaluation";
import { sumCounts } from "@faceseg/evaluation";
import { ConfusionMatrix, distribution, leftRightConfusion, scoresBySize } from "@faceseg/metrics";
import { mean } from "d3-array";
import type { ScoredSet } from "../analysis/analysis.ts";
import { grouped, groupTitles } from "../analysis/grouped.ts";
import { featured, type Scored } from "../analysis/scored.ts";
import { dotPlot } from "../charts/dot-plot.ts";
import { legend, shapeAt } from "../charts/frame.ts";
import { type Block, details, figure, heading, type Section } from "../document/blocks.ts";
import { interval, percent, score } from "../document/format.ts";
import { pair } from "../document/html.ts";
import { rankedTable } from "../document/tables.ts";

/** Every part by itself, as a table and as marks; then what size and symmetry do. */
export function partsSection(results: Results, sets: readonly ScoredSet[]): Section {
  const several = sets.length > 1;
  return {
    id: "parts",
    title: "Parts",
    blocks: sets.flatMap((set) => [
      ...(several ? [heading(set.title)] : []),
      classTable(results, set, "iou"),
      details("F1 of every part", [classTable(results, set, "f1")]),
      ...plots(results, set),
      ...(set.set === "test"
        ? [sizeTable(results, set.scored), ...mirrorTable(results, set.scored), spreadTable(set.scored)]
        : []),
    ]),
  };
}

function classTable(results: Results, { scored, certainty }: ScoredSet, kind: "iou" | "f1"): Block {
  const share = (id: number) => percent(scored[0]?.scores.share[id] ?? Number.NaN);
  return rankedTable({
    caption:
      kind === "iou"
        ? "IoU of every part over all pixels of the set, with 95 % intervals; below each part its share of the pixels."
        : "F1 of every part over all pixels of the set.",
    corner: "Network",
    groups: grouped(scored),
    head: ({ label }) => label,
    columns: results.classes.map(({ id, name }) => ({
      title: name,
      note: share(id),
      value: ({ scores }: Scored) => scores[kind][id] ?? Number.NaN,
      print: score,
      best: "highest" as const,
      ...(kind === "iou" && {
        below: ({ network }: Scored) => {
          const one = certainty.of(network.name)[2 + id];
          return one && interval(one.low, one.high, (value) => value.toFixed(2)).replace(" to ", "–");
        },
      }),
    })),
  });
}

function plots(results: Results, { set, scored }: ScoredSet): Block[] {
  const parts = results.classes.filter(({ id }) => id !== 0);
  const groups = groupTitles(scored);
  const series = featured(scored).map((one) => ({
    ...one,
    shape: shapeAt(groups.indexOf(one.network.group)),
  }));
  const plot = (kind: "iou" | "f1", name: string) =>
    dotPlot({
      id: `${set}-${kind}`,
      title: `${name} of every part`,
      description:
        "One row for each part, one mark from 0 to 1 for each network; the numbers are in the table above.",
      groups: parts.map((part) => part.name),
      series: series.map((one) => ({
        ...one,
        values: parts.map(({ id }) => one.scores[kind][id] ?? Number.NaN),
      })),
    });
  return [figure(legend(series)), figure(pair([plot("iou", "IoU"), plot("f1", "F1")]))];
}

interface Quartered {
  readonly label: string;
  readonly quarters: readonly number[];
}

/** Small parts in quarters of the images, from the smallest to the largest of each part. */
function sizeTable(results: Results, scored: readonly Scored[]): Block {
  const numClasses = results.classes.length;
  const { title: what, ids } = results.smallParts ?? {
    title: "all parts",
    ids: results.classes.flatMap(({ id }) => (id === 0 ? [] : [id])),
  };
  const rows = grouped(scored).map(({ title, items }) => ({
    title,
    items: items.map(({ label, evaluation }) => {
      const counted = evaluation.images.map(({ id, counts }) => ({
        id,
        counts: ConfusionMatrix.fromJSON({ numClasses, counts }),
      }));
      const groups = ids.map((id) => scoresBySize(counted, id));
      const quarters = [0, 1, 2, 3].map(
        (quarter) => mean(groups, (group) => group[quarter]?.score ?? Number.NaN) ?? Number.NaN,
      );
      return { label, quarters };
    }),
  }));
  const titles = ["Smallest quarter", "Second", "Third", "Largest quarter"];
  return rankedTable({
    caption: `Size: mean IoU of ${what} where they are small and where they are large, each part ranked by its share of the image.`,
    corner: "Network",
    groups: rows,
    head: ({ label }: Quartered) => label,
    columns: titles.map((title, quarter) => ({
      title,
      value: ({ quarters }: Quartered) => quarters[quarter] ?? Number.NaN,
      print: score,
      best: "highest" as const,
    })),
  });
}

function mirrorTable(results: Results, scored: readonly Scored[]): Block[] {
  const { mirrorPairs } = results;
  if (mirrorPairs.length === 0) return [];
  const numClasses = results.classes.length;
  const counts = (row: Scored) =>
    sumCounts(
      row.evaluation.images.map((image) => image.counts),
      numClasses,
    );
  const name = (id: number) => results.classes[id]?.name.replace(/^(left|right) /, "") ?? String(id);
  const pairs = [
    { title: "All pairs", ids: mirrorPairs },
    ...mirrorPairs.map((one) => ({ title: capital(`${name(one[0])}s`), ids: [one] })),
  ];
  return [
    rankedTable({
      caption:
        "Left and right: share of the pixels of one side that were taken for the same part of the other side.",
      corner: "Network",
      groups: grouped(scored),
      head: ({ label }) => label,
      columns: pairs.map(({ title, ids }) => ({
        title,
        value: (row: Scored) => leftRightConfusion({ numClasses, counts: counts(row) }, ids),
        print: percent,
        best: "lowest" as const,
      })),
    }),
  ];
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

/** The distribution of the scores of single images: a mean hides the images on which a network fails. */
function spreadTable(scored: readonly Scored[]): Block {
  const shares = [0, 0.05, 0.25, 0.5, 0.75, 0.95];
  const titles = ["Worst", "5 % are below", "25 %", "Median", "75 %", "95 %"];
  return rankedTable({
    caption: "Images: the distribution of the mean IoU of single images, over the parts that each shows.",
    corner: "Network",
    groups: grouped(scored),
    head: ({ label }) => label,
    columns: titles.map((title, i) => ({
      title,
      value: ({ byImage }: Scored) => distribution(byImage, { quantiles: shares }).quantiles[i] ?? Number.NaN,
      print: score,
      best: "highest" as const,
    })),
  });
}
