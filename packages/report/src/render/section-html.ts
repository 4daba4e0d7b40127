import type { Block, Cell, Section, Table } from "../document/blocks.ts";
import { type Html, html } from "../document/html.ts";

/** A section of the page. */
export function sectionHtml({ id, title, blocks }: Section): Html {
  return html`<section id="${id}"><h2>${title}</h2>
${blocks.map(blockHtml)}</section>
`;
}

function blockHtml(block: Block): Html {
  switch (block.kind) {
    case "text":
      return block.quiet ? html`<p class="quiet">${block.text}</p>` : html`<p>${block.text}</p>`;
    case "heading":
      return html`<h3>${block.text}</h3>`;
    case "list":
      return html`<ul>${block.items.map((item) => html`<li>${item}</li>`)}</ul>`;
    case "table":
      return tableHtml(block.table);
    case "figure":
      return block.html;
    case "details":
      return html`<details><summary>${block.title}</summary>${block.blocks.map(blockHtml)}</details>`;
  }
}

function tableHtml({ caption, corner, columns, groups }: Table): Html {
  const head = columns.map(
    ({ title, note, numeric }) =>
      html`<th scope="col" class="${numeric ? "n" : ""}">${title}${note && html`<span class="note">${note}</span>`}</th>`,
  );
  const bodies = groups.map(
    ({ title, rows }) =>
      html`<tbody>${
        title &&
        html`<tr class="group"><th colspan="${columns.length + 1}" scope="rowgroup">${title}</th></tr>
`
      }${rows.map(
        (row) =>
          html`<tr><th scope="row">${row.head}</th>${row.cells.map((cell, i) => cellHtml(cell, columns[i]?.numeric ?? false))}</tr>
`,
      )}</tbody>`,
  );
  return html`<div class="scroll" tabindex="0"><table class="data"><caption>${caption}</caption>
<thead><tr><th scope="col">${corner}</th>${head}</tr></thead>
${bodies}</table></div>
`;
}

function cellHtml({ lines, note, value, best, tone }: Cell, numeric: boolean): Html {
  const classes = [numeric && "n", best && "best", tone].filter(Boolean).join(" ");
  const sort = value === undefined ? null : html` data-value="${value ?? ""}"`;
  return html`<td${classes !== "" && html` class="${classes}"`}${sort}>${lines.map(
    (line, i) => html`${i > 0 && html`<br>`}${line}`,
  )}${note && html`<span class="note">${note}</span>`}${best && html`<span class="hidden"> (best)</span>`}</td>`;
}
