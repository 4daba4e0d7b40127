import { distribution } from "@faceseg/metrics";
import type { Section } from "../blocks.ts";
import { quiet } from "../blocks.ts";
import { score } from "../format.ts";
import { type Column, rankedTable } from "../tables.ts";
import type { Scored } from "../view.ts";
import { grouped } from "./networks.ts";

/** How much of a score is luck of a training; null when every network was trained once. */
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
        caption: "Mean IoU on the test pictures of each training.",
        corner: "Network",
        groups: grouped(scored),
        head: ({ label }) => label,
        columns,
      }),
      quiet(`Every network was trained ${seeds.length} times; the other tables show means over the seeds.`),
    ],
  };
}
