import type { ConditionResults, NetworkResults, Results } from "@faceseg/evaluation";
import { scoresOf } from "@faceseg/evaluation";
import { meanIou, overlapsOf } from "@faceseg/metrics";
import { group, mean } from "d3-array";
import { grouped } from "../analysis/grouped.ts";
import { featured, type Scored } from "../analysis/scored.ts";
import { legend } from "../charts/frame.ts";
import { lineChart } from "../charts/line-chart.ts";
import { type Block, figure, heading, quiet, type Section } from "../document/blocks.ts";
import { percent, score } from "../document/format.ts";
import { pair } from "../document/html.ts";
import { type Column, type Group, rankedTable } from "../document/tables.ts";

type Family = ConditionResults["family"];

/** A network or an ensemble, from each of its seeds. */
interface Tried {
  readonly label: string;
  readonly look: string;
  readonly meanIou: number;
  readonly trainings: readonly Pick<NetworkResults, "test" | "robustness">[];
  readonly conditions: readonly ConditionResults[];
}

const titles: Readonly<Record<string, string>> = {
  occlusion: "Occlusion",
  corruption: "Corruption",
  pose: "Pose and scale",
};

const titleOf = (family: Family) => titles[family] ?? `${family.charAt(0).toUpperCase()}${family.slice(1)}`;

/** Scores under robustness conditions; null when nothing was measured. */
export function robustnessSection(results: Results, scored: readonly Scored[]): Section | null {
  const numClasses = results.classes.length;
  const groups = groupsOf(results, scored);
  const conditions = groups.flatMap(({ items }) => items.flatMap((one) => one.conditions));
  const families = [...new Set(conditions.map(({ family }) => family))];
  if (families.length === 0) return null;
  const shown = tried(featured(scored));
  const chart = (family: Family) =>
    lineChart({
      id: `robustness-${families.indexOf(family)}`,
      title: `${titleOf(family)}: mean IoU by severity`,
      description: `One curve for each network, mean over the kinds of ${family}; severity 0 is the clean image.`,
      xLabel: "severity",
      domain: [0, 1],
      xDomain: [0, 5],
      series: shown.map((row) => ({ ...row, points: curve(row, family, numClasses) })),
    });
  return {
    id: "robustness",
    title: "Robustness",
    blocks: [
      degradationTable(groups, families, numClasses),
      quiet(
        "Severities run from 1 to 5; every network saw the same images. Degradation: the share of the clean mean IoU that is lost, mean over kinds and severities; for corruptions this is the mean corruption degradation. What an occluder hides is background in the truth; the amodal score ignores hidden pixels.",
      ),
      figure(legend(shown)),
      figure(pair(families.map(chart))),
      ...families.flatMap((family) => [heading(titleOf(family)), kindTable(groups, family, numClasses)]),
    ],
  };
}

/** All that was tried: networks in their groups, then ensembles. */
function groupsOf({ combinations }: Results, scored: readonly Scored[]): Group<Tried>[] {
  const networks = grouped(scored).map(({ title, items }) => ({ title, items: tried(items) }));
  const ensembles = combinations.flatMap(({ label, test, robustness }): Tried[] => {
    const { meanIou } = scoresOf(test);
    return robustness
      ? [{ label, look: "look-ink", meanIou, trainings: [{ test, robustness }], conditions: robustness }]
      : [];
  });
  return [...networks, { title: "Together", items: ensembles }].filter(({ items }) => items.length > 0);
}

function tried(scored: readonly Scored[]): Tried[] {
  return scored.flatMap(({ label, look, scores: { meanIou }, trainings }) => {
    const conditions = trainings.flatMap(({ robustness }) => robustness ?? []);
    return conditions.length > 0 ? [{ label, look, meanIou, trainings, conditions }] : [];
  });
}

function degradationTable(
  groups: readonly Group<Tried>[],
  families: readonly Family[],
  numClasses: number,
): Block {
  const lost = (row: Tried, family: Family) => {
    const clean = cleanScore(row, numClasses, family);
    return 1 - averageOf(row, (condition) => condition.family === family, numClasses) / clean;
  };
  const columns: Column<Tried>[] = [
    {
      title: "Clean",
      note: "mean IoU",
      value: (row) => row.meanIou,
      print: score,
      best: "highest",
    },
    ...families.flatMap((family): Column<Tried>[] => [
      {
        title: titleOf(family),
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
  if (groups.some(({ items }) => items.some(({ conditions }) => conditions.some(({ amodal }) => amodal)))) {
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
    caption: "Mean IoU under robustness conditions.",
    corner: "Network",
    groups,
    head: ({ label }) => label,
    columns,
  });
}

/** One row a network, one column a kind; severities averaged. */
function kindTable(groups: readonly Group<Tried>[], family: Family, numClasses: number): Block {
  const kinds = new Set(
    groups.flatMap(({ items }) =>
      items.flatMap(({ conditions }) =>
        conditions.filter((one) => one.family === family).map(({ kind }) => kind),
      ),
    ),
  );
  return rankedTable({
    caption: `Mean IoU under each kind of ${family}, mean over severities.`,
    corner: "Network",
    groups,
    head: ({ label }) => label,
    columns: [...kinds].map((kind) => ({
      title: kind,
      value: (row: Tried) => averageOf(row, (one) => one.family === family && one.kind === kind, numClasses),
      print: score,
      best: "highest" as const,
    })),
  });
}

function averageOf(row: Tried, which: (condition: ConditionResults) => boolean, numClasses: number): number {
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

/** Mean IoU of the clean images that were also seen worse: perhaps the first of the set only. */
function cleanScore({ trainings }: Tried, numClasses: number, family: Family): number {
  const values = trainings.flatMap(({ test, robustness }) => {
    const seen = robustness?.find((condition) => condition.family === family)?.images.length;
    if (!seen) return [];
    const overlaps = test.images
      .slice(0, seen)
      .map(({ counts }) => overlapsOf({ numClasses, counts }).overlaps)
      .reduce<number[]>((sum, one) => Array.from(one, (value, at) => value + (sum[at] ?? 0)), []);
    return meanIou({ numClasses, overlaps });
  });
  return mean(values) ?? Number.NaN;
}
