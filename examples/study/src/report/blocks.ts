import type { Html } from "./html.ts";

/** What a section is made of, before it is known whether it becomes HTML or Markdown. */
export type Block =
  | { readonly kind: "text"; readonly text: string; readonly quiet?: boolean }
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "table"; readonly table: Table }
  /** Drawn: Markdown leaves it out. */
  | { readonly kind: "figure"; readonly html: Html }
  | { readonly kind: "details"; readonly title: string; readonly blocks: readonly Block[] };

/** A chapter of the report. */
export interface Section {
  /** Its address in the page. */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** A cell of a table; several lines where it has several things to say. */
export interface Cell {
  readonly lines: readonly string[];
  /** Smaller, below. */
  readonly note?: string;
  /** By what its column is sorted; null: always last. */
  readonly value?: number | null;
  readonly best?: boolean;
  /** How it is coloured. */
  readonly tone?: "good" | "bad" | "open";
}

/** A row, named by its head. */
export interface Row {
  readonly head: string;
  readonly cells: readonly Cell[];
}

export interface Table {
  readonly caption: string;
  /** Title of the rows' heads. */
  readonly corner: string;
  readonly columns: readonly { readonly title: string; readonly note?: string; readonly numeric: boolean }[];
  readonly groups: readonly { readonly title: string | null; readonly rows: readonly Row[] }[];
}

export const text = (words: string): Block => ({ kind: "text", text: words });
export const quiet = (words: string): Block => ({ kind: "text", text: words, quiet: true });
export const heading = (words: string): Block => ({ kind: "heading", text: words });
export const list = (items: readonly string[]): Block => ({ kind: "list", items });
export const figure = (html: Html): Block => ({ kind: "figure", html });
export const details = (title: string, blocks: readonly Block[]): Block => ({
  kind: "details",
  title,
  blocks,
});
export const tableBlock = (table: Table): Block => ({ kind: "table", table });
