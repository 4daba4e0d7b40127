import type { Costs } from "../../results.ts";
import { quiet, type Section } from "../blocks.ts";
import { milliseconds } from "../format.ts";
import { type Column, rankedTable } from "../tables.ts";
import type { Scored } from "../view.ts";
import { grouped } from "./networks.ts";

const mib = (value: number) => (Number.isFinite(value) ? (value / 2 ** 20).toFixed(1) : "–");

type Costed = Scored & { readonly costs: Costs };

/** What networks cost to keep and to run; null when nothing was measured. */
export function costsSection(scored: readonly Scored[]): Section | null {
  const rows = costed(scored);
  if (rows.length === 0) return null;
  const engines = [...new Set(rows.flatMap(({ costs }) => costs.engines.map(({ engine }) => engine)))];
  const formats = [...new Set(rows.flatMap(({ costs }) => costs.files.map(({ format }) => format)))];
  const groups = grouped(rows).map(({ title, items }) => ({ title, items: costed(items) }));
  const engineColumns = engines.flatMap((engine): Column<Costed>[] => {
    const of = ({ costs }: Costed) => costs.engines.find((one) => one.engine === engine);
    return [
      {
        title: "p50",
        note: `ms, ${engine}`,
        value: (row) => of(row)?.p50 ?? Number.NaN,
        print: milliseconds,
        best: "lowest",
      },
      {
        title: "p90",
        note: `ms, ${engine}`,
        value: (row) => of(row)?.p90 ?? Number.NaN,
        print: milliseconds,
        best: "lowest",
      },
      {
        title: "Throughput",
        note: `pictures/s, ${engine}`,
        value: (row) => of(row)?.throughput ?? Number.NaN,
        print: (value) => (Number.isFinite(value) ? value.toPrecision(3) : "–"),
        best: "highest",
      },
      {
        title: "Start",
        note: `ms, ${engine}`,
        value: (row) => of(row)?.startMs ?? Number.NaN,
        print: milliseconds,
        best: "lowest",
      },
      {
        title: "Peak memory",
        note: `MiB, ${engine}`,
        value: (row) => of(row)?.peakRssBytes ?? Number.NaN,
        print: mib,
        best: "lowest",
      },
    ];
  });
  return {
    id: "costs",
    title: "Costs",
    blocks: [
      rankedTable({
        caption:
          "Time on each engine that the machine has: one picture at a time after warm-up, and batches of eight.",
        corner: "Network",
        groups,
        head: ({ label }) => label,
        columns: engineColumns,
      }),
      rankedTable({
        caption: "Room in each format.",
        corner: "Network",
        groups,
        head: ({ label }) => label,
        columns: [
          ...formats.map(
            (format): Column<Costed> => ({
              title: format,
              note: "MiB",
              value: ({ costs }) => costs.files.find((file) => file.format === format)?.bytes ?? Number.NaN,
              print: mib,
              best: "lowest",
            }),
          ),
        ],
      }),
      quiet(
        "Start: from the saved model to the first mask. Peak memory: of a process that only runs the network.",
      ),
    ],
  };
}

function costed(scored: readonly Scored[]): Costed[] {
  return scored.flatMap((one) => {
    const costs = one.trainings.find((training) => training.costs)?.costs;
    return costs ? [{ ...one, costs }] : [];
  });
}
