import type { Comparison } from "./compare.ts";
import type { Settings } from "./flags.ts";
import { peerNames } from "./peers/peers.ts";
import type { Row } from "./row.ts";
import { markdownTable, type Table, textTable } from "./table.ts";

/** The target for training speed, as a multiple of each peer's. */
const targets = { pytorch: 0.8, keras: 1 } as const;

/** A comparison as text: the machine, the table, and the targets that were met or missed. */
export function report(comparison: Comparison, settings: Settings): string {
  const { rows, outcomes, peaks, costs, versions, machine } = comparison;
  const { size, batch, variant, steps, rounds, output, peers } = settings;
  const about = [
    `Machine: ${machine}`,
    `Measured peak: ${[...peaks].map(([threads, peak]) => `${fixed(peak, 0)} GFLOP/s on ${threads} thread(s)`).join(", ")}`,
    `Versions: ${versions.join("; ")}`,
    `Networks: ${variant}, ${size}x${size}, batch ${batch}; ` +
      [...costs].map(([network, cost]) => `${network} ${fixed(cost.macs / 1e9, 2)} GMAC`).join(", "),
    `Medians of ${steps} step(s) in ${rounds} round(s), and in parentheses the fastest of all.`,
  ];
  const list = output === "markdown" ? about.map((line) => `- ${line}`) : about;
  const table = comparisonTable(comparison, settings);
  const errors = rows.flatMap(({ network, engine, threads }, i) =>
    (outcomes[i]?.errors ?? []).map(
      (error) => `${network}, ${engine}, ${threads} thread(s) failed: ${error}`,
    ),
  );
  return [list.join("\n"), format(table, output), ...errors, ...(peers ? [verdicts(rows)] : [])].join("\n\n");
}

/** Formats a table as text or Markdown. */
export const format = (table: Table, output: Settings["output"]): string =>
  output === "markdown" ? markdownTable(table) : textTable(table);

/** `value` with `digits` decimals, or a dash. */
export const fixed = (value: number | null | undefined, digits = 1): string =>
  value === null || value === undefined ? "-" : value.toFixed(digits);

function comparisonTable({ rows, outcomes }: Comparison, { peers, batch }: Settings): Table {
  const header = ["network", "engine", "threads", "train ms/image", "infer ms/image", "GFLOP/s", "of peak"];
  const ratioTitles = peers ? peerNames.flatMap((peer) => [`train / ${peer}`, `infer / ${peer}`]) : [];
  const lines = rows.map((row, i) => [
    row.network,
    named(row.engine, outcomes[i]?.train?.setting),
    String(row.threads),
    withBest(row.trainMsPerImage, outcomes[i]?.train?.best, batch),
    withBest(row.inferMsPerImage, outcomes[i]?.infer?.best, batch),
    fixed(row.gflops),
    row.shareOfPeak === null ? "-" : `${fixed(row.shareOfPeak * 100, 0)} %`,
    fixed(row.peakRssMb, 0),
    ...(peers
      ? peerNames.flatMap((peer) => [
          fixed(row.ratios?.[peer]?.train, 2),
          fixed(row.ratios?.[peer]?.infer, 2),
        ])
      : []),
  ]);
  return [[...header, "peak RSS MB", ...ratioTitles], ...lines];
}

const named = (engine: string, setting = "") => (setting ? `${engine} (${setting})` : engine);

const withBest = (value: number | null, best: number | undefined, batch: number) =>
  best === undefined ? fixed(value) : `${fixed(value)} (${fixed(best / batch)})`;

/** One sentence for each target. */
function verdicts(rows: readonly Row[]): string {
  return rows
    .filter(({ ratios }) => ratios !== undefined)
    .flatMap(({ network, engine, threads, ratios }) =>
      peerNames.map((peer) => {
        const ratio = ratios?.[peer]?.train;
        const what = `${network}, ${engine}, ${threads} thread(s): training`;
        if (ratio === null || ratio === undefined) return `${what} not compared with ${peer}`;
        const verdict = ratio >= targets[peer] ? "met" : "MISSED";
        return `${what} at ${fixed(ratio, 2)} of the speed of ${peer}; target ${targets[peer]} ${verdict}`;
      }),
    )
    .join("\n");
}
