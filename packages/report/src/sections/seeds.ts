import { distribution } from "@faceseg/metrics";
import { grouped } from "../analysis/grouped.ts";
import type { Scored } from "../analysis/scored.ts";
import type { Section } from "../document/blocks.ts";
import { quiet } from "../document/blocks.ts";
import { score } from "../document/format.ts";
import { type Column, rankedTable } from "../document/tables.ts";

/** Seed-to-seed variation; null when every network was trained once. */
export function seedsSection(scored: readonly Scored[]): Section | null {
  const seeds = [...new Set(scored.flatMap(({ bySeed }) => bySeed.map(({ seed }) => seed)))];
  if (seeds.length < 2) return null;
  const values = ({ bySeed }: Scored) => bySeed.map(({ scores }) => scores.meanIou);
  const columns: Column<Scored>[] = [
    { title: "Mean", value: (row) => distribution(values(row)).mean, print: score, best: "highest" },
    {
      title: "Standard deviation",
      value: (row) => distribution(values(row)).sd,
      print: score,
      best: "lowest",
    },
    ...seeds.map(
      (seed): Column<Scored> => ({
        title: `Seed ${seed}`,
        value: ({ bySeed }) => bySeed.find((one) => one.seed === seed)?.scores.meanIou ?? Number.NaN,
        print: score,
        best: "highest",
      }),
    ),
  ];
  return {
    id: "seeds",
    title: "Seeds",
    blocks: [
      rankedTable({
        caption: "Mean IoU on the test images of each training.",
        corner: "Network",
        groups: grouped(scored),
        head: ({ label }) => label,
        columns,
      }),
      quiet(`Every network was trained ${seeds.length} times; the other tables show means over the seeds.`),
    ],
  };
}
