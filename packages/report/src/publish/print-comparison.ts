import type { ComparedNetwork, ComparedRuns } from "@faceseg/evaluation";
import { interval, pValue, score, signed } from "../document/format.ts";

/** Two runs compared, as text in columns. */
export function printComparison(
  { networks, onlyA, onlyB }: ComparedRuns,
  names: { a: string; b: string },
): string {
  const only = [
    { name: names.a, labels: onlyA },
    { name: names.b, labels: onlyB },
  ].filter(({ labels }) => labels.length > 0);
  const blocks = [
    `A: ${names.a}\nB: ${names.b}`,
    ...networks.map(printNetwork),
    ...only.map(({ name, labels }) => `Only in ${name}: ${labels.join(", ")}`),
  ];
  if (networks.length === 0) blocks.push("The runs have no network in common.");
  return `${blocks.join("\n\n")}\n`;
}

function printNetwork({ label, images, scores, corrected }: ComparedNetwork): string {
  const rows = scores.map(({ name, a, b, difference: { value, low, high, p } }) => [
    name,
    score(a),
    score(b),
    signed(value),
    interval(low, high, signed),
    pValue(p),
  ]);
  const lines = [["", "A", "B", "B - A", "95 % interval", "p"], ...rows];
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  const text = lines.map((line) =>
    line
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
  const title = `${label}, ${images} images; p of the mean IoU corrected for all networks: ${pValue(corrected)}`;
  return [title, ...text].join("\n");
}
