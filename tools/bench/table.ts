/** Cells, the header first. */
export type Table = readonly (readonly string[])[];

/** Columns aligned with spaces: words to the left, numbers to the right. */
export function textTable(table: Table): string {
  const right = numericColumns(table);
  const widths = columns(table).map((cells) => Math.max(...cells.map(({ length }) => length)));
  return table
    .map((cells) =>
      cells
        .map((cell, i) => (right[i] ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** The same as a Markdown table. */
export function markdownTable(table: Table): string {
  const [header = [], ...rows] = table;
  const rule = numericColumns(table).map((isNumeric) => (isNumeric ? "---:" : "---"));
  return [header, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

const columns = ([header = [], ...rows]: Table): string[][] =>
  header.map((title, i) => [title, ...rows.map((cells) => cells[i] ?? "")]);

const numericColumns = (table: Table): boolean[] =>
  columns(table).map(([, ...cells]) => cells.every((cell) => /^([\d.]+( %| \([\d.]+\))?|-)$/.test(cell)));
