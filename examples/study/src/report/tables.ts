import { type Html, type HtmlValue, html } from "./html.ts";

/** A column of numbers: how to read a row's value, print it, and which end is best. */
export interface Column<Row> {
  readonly title: HtmlValue;
  readonly value: (row: Row) => number;
  readonly print: (value: number, row: Row) => HtmlValue;
  readonly best: "highest" | "lowest" | "none";
}

/** A table with one row a network: numbers to the right, the best of each column marked. */
export function rankedTable<Row>(options: {
  caption: HtmlValue;
  corner: string;
  rows: readonly Row[];
  head: (row: Row) => HtmlValue;
  columns: readonly Column<Row>[];
}): Html {
  const { caption, corner, rows, head, columns } = options;
  const best = columns.map((column) => bestOf(rows.map(column.value), column.best));
  const cell = (column: Column<Row>, i: number, row: Row) => {
    const value = column.value(row);
    return numberCell(column.print(value, row), value === best[i]);
  };
  return html`<div class="scroll" tabindex="0"><table><caption>${caption}</caption>
<thead><tr><th scope="col">${corner}</th>${columns.map((column) => html`<th scope="col" class="n">${column.title}</th>`)}</tr></thead>
<tbody>${rows.map(
    (row) =>
      html`<tr><th scope="row">${head(row)}</th>${columns.map((column, i) => cell(column, i, row))}</tr>
`,
  )}</tbody></table></div>`;
}

/** A table with a group of one column a network for each measure; the best of each group marked in every row. */
export function groupedTable<Row>(options: {
  caption: HtmlValue;
  corner: string;
  rows: readonly Row[];
  head: (row: Row) => HtmlValue;
  lead: { title: string; print: (row: Row) => HtmlValue };
  networks: readonly string[];
  groups: readonly {
    title: string;
    values: (row: Row) => readonly number[];
    print: (value: number) => string;
  }[];
}): Html {
  const { caption, corner, rows, head, lead, networks, groups } = options;
  const body = rows.map((row) => {
    const cells = groups.map((group) => {
      const values = group.values(row);
      const best = bestOf(values, "highest");
      return values.map((value, i) => numberCell(group.print(value), value === best, i === 0));
    });
    return html`<tr><th scope="row">${head(row)}</th><td class="n">${lead.print(row)}</td>${cells}</tr>
`;
  });
  return html`<div class="scroll" tabindex="0"><table><caption>${caption}</caption>
<thead><tr><th rowspan="2" scope="col">${corner}</th><th rowspan="2" scope="col" class="n">${lead.title}</th>${groups.map(
    (group) => html`<th scope="colgroup" colspan="${networks.length}" class="group">${group.title}</th>`,
  )}</tr>
<tr>${groups.map(() =>
    networks.map((name, i) => html`<th scope="col" class="${i === 0 ? "n group" : "n"}">${name}</th>`),
  )}</tr></thead>
<tbody>${body}</tbody></table></div>`;
}

/** Two columns: a name and what it is. */
export function factTable(caption: string, facts: readonly (readonly [string, HtmlValue])[]): Html {
  return html`<div class="scroll" tabindex="0"><table class="facts"><caption>${caption}</caption><tbody>${facts.map(
    ([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>
`,
  )}</tbody></table></div>`;
}

function numberCell(text: HtmlValue, isBest: boolean, startsGroup = false): Html {
  const classes = ["n", startsGroup && "group", isBest && "best"].filter(Boolean).join(" ");
  return html`<td class="${classes}">${text}${isBest && html`<span class="hidden"> (best)</span>`}</td>`;
}

/** The best value, when there are at least two different ones. */
function bestOf(values: readonly number[], best: "highest" | "lowest" | "none"): number | undefined {
  const finite = values.filter(Number.isFinite);
  if (best === "none" || new Set(finite).size < 2) return undefined;
  return best === "highest" ? Math.max(...finite) : Math.min(...finite);
}
