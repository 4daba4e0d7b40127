import type { Costs } from "@faceseg/evaluation";
import { grouped } from "../analysis/grouped.ts";
import type { Scored } from "../analysis/scored.ts";
import type { StoredForm } from "../analysis/stored-forms.ts";
import { type Block, details, heading, list, quiet, type Section } from "../document/blocks.ts";
import { interval, milliseconds, named, score, signed } from "../document/format.ts";
import { type Column, rankedTable } from "../document/tables.ts";

type Engine = Costs["engines"][number];
type Costed = Scored & { readonly costs: Costs };

/** What networks cost to store and to run; null when nothing was measured. */
export function costsSection(
  scored: readonly Scored[],
  stored: ReadonlyMap<string, readonly StoredForm[]>,
): Section | null {
  const rows = costed(scored);
  if (rows.length === 0) return null;
  return {
    id: "costs",
    title: "Costs",
    blocks: [
      heading("Time and memory"),
      quiet(
        "Each engine runs each network in a process of its own. Start: from the saved model to the first mask. Memory: the highest of a process that only runs the network. All on the processor, unless the engine's name says otherwise.",
      ),
      ...speedTables.map((table) => engineTable(rows, table)),
      ...absentEngines(rows),
      details(
        "Start and memory",
        processTables.map((table) => engineTable(rows, table)),
      ),
      heading("File size"),
      fileTable(rows, stored),
      ...lossTable(scored, stored),
    ],
  };
}

interface EngineTable extends Pick<Column<Costed>, "print" | "best"> {
  readonly caption: string;
  readonly value: (engine: Engine) => number | null;
  readonly below?: (engine: Engine) => string;
}

const mib = (value: number) => (Number.isFinite(value) ? (value / 2 ** 20).toFixed(1) : "–");

const speedTables: readonly EngineTable[] = [
  {
    caption: "Milliseconds for an image, one at a time after warm-up: median, below it the slow tenth (p90).",
    value: ({ p50 }) => p50,
    print: milliseconds,
    below: ({ p90 }) => milliseconds(p90),
    best: "lowest",
  },
  {
    caption: "Images a second in batches of eight.",
    value: ({ throughput }) => throughput,
    print: (value) => (Number.isFinite(value) ? value.toPrecision(3) : "–"),
    best: "highest",
  },
];

const processTables: readonly EngineTable[] = [
  { caption: "Start, milliseconds.", value: ({ startMs }) => startMs, print: milliseconds, best: "lowest" },
  {
    caption: "Memory, MiB.",
    value: ({ peakRssBytes }) => peakRssBytes,
    print: (value) => mib(value).replace(/\..*/, ""),
    best: "lowest",
  },
];

/** One row a network, one column an engine. */
function engineTable(rows: readonly Costed[], { caption, value, below, ...column }: EngineTable): Block {
  const engines = [...new Set(rows.flatMap(({ costs }) => costs.engines.map(({ engine }) => engine)))];
  return rankedTable({
    caption,
    corner: "Network",
    groups: groupsOf(rows),
    head: ({ label }) => label,
    columns: engines.map((engine): Column<Costed> => {
      const of = ({ costs }: Costed) => costs.engines.find((one) => one.engine === engine);
      return {
        title: engine,
        value: (row) => {
          const found = of(row);
          return (found && value(found)) ?? Number.NaN;
        },
        ...column,
        ...(below && {
          below: (row: Costed) => {
            const found = of(row);
            return found && below(found);
          },
        }),
      };
    }),
  });
}

/** Engines that gave no figures, each reason once, with the networks where not all are meant. */
function absentEngines(rows: readonly Costed[]): Block[] {
  const reasons = new Map<string, string[]>();
  for (const { label, costs } of rows) {
    for (const { engine, reason } of costs.absent) {
      const words = `${engine}: ${reason}`;
      reasons.set(words, [...(reasons.get(words) ?? []), label]);
    }
  }
  if (reasons.size === 0) return [];
  const items = [...reasons].map(([words, labels]) =>
    labels.length === rows.length ? words : `${words} (${named(labels)})`,
  );
  return [quiet("Engines without figures:"), list(items)];
}

function fileTable(rows: readonly Costed[], stored: ReadonlyMap<string, readonly StoredForm[]>): Block {
  const files = ({ key, costs }: Costed) => [
    ...costs.files,
    ...(stored.get(key) ?? [])
      .filter(({ precision }) => precision !== "float32")
      .map(({ precision, bytes }) => ({ format: `ONNX, ${precision}`, bytes })),
  ];
  const all = [...new Set(rows.flatMap((row) => files(row).map(({ format }) => format)))];
  const isOnnx = (format: string) => format.startsWith("ONNX");
  const formats = [...all.filter(isOnnx), ...all.filter((format) => !isOnnx(format))];
  return rankedTable({
    caption: "File size of a network in each format, MiB.",
    corner: "Network",
    groups: groupsOf(rows),
    head: ({ label }) => label,
    columns: formats.map(
      (format): Column<Costed> => ({
        title: format,
        value: (row) => files(row).find((file) => file.format === format)?.bytes ?? Number.NaN,
        print: mib,
        best: "lowest",
      }),
    ),
  });
}

type Stored = Scored & { readonly forms: readonly StoredForm[] };

/** What fewer bits a weight cost in score. */
function lossTable(scored: readonly Scored[], stored: ReadonlyMap<string, readonly StoredForm[]>): Block[] {
  const withForms = (all: readonly Scored[]) =>
    all.flatMap((one): Stored[] => {
      const forms = stored.get(one.key) ?? [];
      return forms.length > 0 ? [{ ...one, forms }] : [];
    });
  const rows = withForms(scored);
  const [first] = rows;
  if (!first) return [];
  const columns = first.forms.map(({ precision, change }): Column<Stored> => {
    const of = ({ forms }: Stored) => forms.find((form) => form.precision === precision);
    if (!change) {
      return { title: precision, value: (row) => of(row)?.meanIou ?? Number.NaN, print: score };
    }
    return {
      title: precision,
      note: "change",
      value: (row) => of(row)?.change?.value ?? Number.NaN,
      print: (value) => signed(value, fine),
      below: (row) => {
        const { low = Number.NaN, high = Number.NaN } = of(row)?.change ?? {};
        return interval(low, high, (value) => signed(value, fine));
      },
    };
  });
  return [
    rankedTable({
      caption:
        "Mean IoU with weights stored in float32, and what float16 and int8 (a scale for each output channel) change of it on the same test images, with 95 % intervals.",
      corner: "Network",
      groups: grouped(rows).map(({ title, items }) => ({ title, items: withForms(items) })),
      head: ({ label }) => label,
      columns,
    }),
    quiet("Weights in fewer bits become float32 again when a file is loaded: it is smaller, not faster."),
  ];
}

/** Such changes are small. */
const fine = (value: number) => value.toFixed(4);

const groupsOf = (rows: readonly Costed[]) =>
  grouped(rows).map(({ title, items }) => ({ title, items: costed(items) }));

function costed(scored: readonly Scored[]): Costed[] {
  return scored.flatMap((one) => {
    const costs = one.trainings.find((training) => training.costs)?.costs;
    return costs ? [{ ...one, costs }] : [];
  });
}
