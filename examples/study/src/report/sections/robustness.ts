import { meanIou, overlapsOf } from "@faceseg/metrics";
import { group, mean } from "d3-array";
import type { Condition, Results } from "../../results.ts";
import { type Block, figure, heading, quiet, type Section } from "../blocks.ts";
import { legend } from "../charts/frame.ts";
import { lineChart } from "../charts/line-chart.ts";
import { percent, score } from "../format.ts";
import { pair } from "../html.ts";
import { type Column, rankedTable } from "../tables.ts";
import { featured, type Scored } from "../view.ts";
import { grouped } from "./networks.ts";

type Family = Condition["family"];
type Tried = Scored & { readonly conditions: readonly Condition[] };

const titles: Record<Family, string> = {
  occlusion: "Occlusion",
  corruption: "Corruption",
  pose: "Pose and scale",
};

/** What is left of the scores under worse conditions; null when the run did not try. */
export function robustnessSection({ classes }: Results, scored: readonly Scored[]): Section | null {
  const rows = tried(scored);
  const families = [...new Set(rows.flatMap(({ conditions }) => conditions.map(({ family }) => family)))];
  if (families.length === 0) return null;
  const numClasses = classes.length;
  const shown = tried(featured(rows));
  const chart = (family: Family) =>
    lineChart({
      id: `robustness-${family}`,
      title: `${titles[family]}: mean IoU by severity`,
      description: `One curve for each network, mean over the kinds of ${family}; severity 0 is the clean picture.`,
      xLabel: "severity",
      domain: [0, 1],
      xDomain: [0, 5],
      series: shown.map((row) => ({ ...row, points: curve(row, family, numClasses) })),
    });
  return {
    id: "robustness",
    title: "Robustness",
    blocks: [
      degradationTable(rows, families, numClasses),
      quiet(
        "Severities run from 1 to 5; every network saw the same pictures. Degradation: the share of the clean mean IoU that is lost, mean over kinds and severities; for corruptions this is the mean corruption degradation. What an occluder hides is background in the truth; the amodal score leaves hidden pixels out.",
      ),
      figure(legend(shown)),
      figure(pair(families.map(chart))),
      ...families.flatMap((family) => [heading(titles[family]), kindTable(rows, family, numClasses)]),
    ],
  };
}

function tried(scored: readonly Scored[]): Tried[] {
  return scored.flatMap((one) => {
    const conditions = one.trainings.flatMap(({ robustness }) => robustness ?? []);
    return conditions.length > 0 ? [{ ...one, conditions }] : [];
  });
}

function degradationTable(rows: readonly Tried[], families: readonly Family[], numClasses: number): Block {
  const lost = (row: Tried, family: Family) => {
    const clean = cleanScore(row, numClasses, family);
    return 1 - averageOf(row, (condition) => condition.family === family, numClasses) / clean;
  };
  const columns: Column<Tried>[] = [
    {
      title: "Clean",
      note: "mean IoU",
      value: ({ scores }) => scores.meanIou,
      print: score,
      best: "highest",
    },
    ...families.flatMap((family): Column<Tried>[] => [
      {
        title: titles[family],
        note: "mean IoU",
        value: (row) => averageOf(row, (condition) => condition.family === family, numClasses),
        print: score,
        best: "highest",
      },
      {
        title: "Degradation",
        note: family,
        value: (row) => lost(row, family),
        print: percent,
        best: "lowest",
      },
    ]),
  ];
  if (rows.some(({ conditions }) => conditions.some(({ amodal }) => amodal))) {
    columns.push({
      title: "Occlusion, amodal",
      note: "mean IoU",
      value: (row) =>
        mean(row.conditions, ({ amodal }) =>
          amodal ? meanIou({ numClasses, counts: amodal }) : Number.NaN,
        ) ?? Number.NaN,
      print: score,
      best: "highest",
    });
  }
  return rankedTable({
    caption: "What worse conditions leave of the mean IoU.",
    corner: "Network",
    groups: grouped(rows).map(({ title, items }) => ({ title, items: tried(items) })),
    head: ({ label }) => label,
    columns,
  });
}

/** One row a network, one column a kind; severities averaged. */
function kindTable(rows: readonly Tried[], family: Family, numClasses: number): Block {
  const kinds = new Set(
    rows.flatMap(({ conditions }) =>
      conditions.filter((one) => one.family === family).map(({ kind }) => kind),
    ),
  );
  return rankedTable({
    caption: `Mean IoU under each kind of ${family}, mean over severities.`,
    corner: "Network",
    groups: grouped(rows).map(({ title, items }) => ({ title, items: tried(items) })),
    head: ({ label }) => label,
    columns: [...kinds].map((kind) => ({
      title: kind,
      value: (row: Tried) => averageOf(row, (one) => one.family === family && one.kind === kind, numClasses),
      print: score,
      best: "highest" as const,
    })),
  });
}

function averageOf(row: Tried, which: (condition: Condition) => boolean, numClasses: number): number {
  const chosen = row.conditions.filter(which);
  return mean(chosen, ({ counts }) => meanIou({ numClasses, counts })) ?? Number.NaN;
}

/** Mean over kinds at each severity, from the clean score. */
function curve(row: Tried, family: Family, numClasses: number): [number, number][] {
  const severities = group(
    row.conditions.filter((condition) => condition.family === family),
    ({ severity }) => severity,
  );
  const points = [...severities.keys()]
    .sort((a, b) => a - b)
    .map((severity): [number, number] => [
      severity,
      averageOf(row, (one) => one.family === family && one.severity === severity, numClasses),
    ]);
  return [[0, cleanScore(row, numClasses, family)], ...points];
}

/** Mean IoU of the clean pictures that were also seen worse: perhaps the first of the set only. */
function cleanScore({ trainings }: Tried, numClasses: number, family: Family): number {
  const values = trainings.flatMap(({ test, robustness }) => {
    const seen = robustness?.find((condition) => condition.family === family)?.pictures.length;
    if (!seen) return [];
    const overlaps = test.pictures
      .slice(0, seen)
      .map(({ counts }) => overlapsOf({ numClasses, counts }).overlaps)
      .reduce<number[]>((sum, one) => Array.from(one, (value, at) => value + (sum[at] ?? 0)), []);
    return meanIou({ numClasses, overlaps });
  });
  return mean(values) ?? Number.NaN;
}
