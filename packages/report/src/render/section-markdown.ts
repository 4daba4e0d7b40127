import type { Block, Cell, Section, Table } from "../document/blocks.ts";

/** A section as GitHub's Markdown, without its drawings. */
export function sectionMarkdown({ title, blocks }: Section): string {
  return [`## ${title}`, ...blocks.flatMap((block) => blockMarkdown(block, 3))].join("\n\n");
}

function blockMarkdown(block: Block, level: number): string[] {
  switch (block.kind) {
    case "text":
      return [escapeText(block.text)];
    case "heading":
      return [`${"#".repeat(level)} ${escapeText(block.text)}`];
    case "list":
      return [block.items.map((item) => `- ${escapeText(item)}`).join("\n")];
    case "table":
      return [`*${escapeText(block.table.caption)}*`, tableMarkdown(block.table)];
    case "figure":
      return [];
    case "details":
      return [
        `${"#".repeat(level)} ${escapeText(block.title)}`,
        ...block.blocks.flatMap((inner) => blockMarkdown(inner, level + 1)),
      ];
  }
}

function tableMarkdown({ corner, columns, groups }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const titles = columns.map(({ title, note }) => escapeText(note ? `${title}, ${note}` : title));
  const rows = groups.flatMap(({ title, rows: inner }) => [
    ...(title ? [line([`*${escapeText(title)}*`, ...columns.map(() => "")])] : []),
    ...inner.map(({ head, cells }) => line([escapeText(head), ...cells.map(cellMarkdown)])),
  ]);
  return [
    line([corner, ...titles]),
    line([":--", ...columns.map(({ numeric }) => (numeric ? "--:" : ":--"))]),
    ...rows,
  ].join("\n");
}

function cellMarkdown({ lines, note, best }: Cell): string {
  const words = lines.map(escapeText).join("<br>");
  return `${best ? `**${words}**` : words}${note ? `<br>${escapeText(note)}` : ""}`;
}

/** Words that come from files must not become markup, nor end a cell. */
function escapeText(words: string): string {
  return words.replace(/[\\`*_[\]<>|#]/g, "\\$&").replaceAll("\n", " ");
}
