import type { Html } from "./html.ts";

/** A piece of a section, for HTML and Markdown alike. */
export type Block =
  | { readonly kind: "text"; readonly text: string; readonly quiet?: boolean }
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "table"; readonly table: Table }
  /** A drawing: Markdown skips it. */
  | { readonly kind: "figure"; readonly html: Html }
  | { readonly kind: "details"; readonly title: string; readonly blocks: readonly Block[] };

/** A section of the report. */
export interface Section {
  /** Its anchor in the page. */
  readonly id: string;
  /** Its heading. */
  readonly title: string;
  /** Its content, from top to bottom. */
  readonly blocks: readonly Block[];
}

/** A cell of a table. */
export interface Cell {
  /** Its text. */
  readonly lines: readonly string[];
  /** Smaller text below. */
  readonly note?: string;
  /** The number by which its column is sorted; null: always last. */
  readonly value?: number | null;
  /** Whether it is the best of its column. */
  readonly best?: boolean;
  /** How it is colored. */
  readonly tone?: "good" | "bad" | "open";
}

/** A row of a table. */
export interface Row {
  /** Its first cell, which names it. */
  readonly head: string;
  /** One cell for each column. */
  readonly cells: readonly Cell[];
}

/** A table with named rows and columns. */
export interface Table {
  /** What it shows. */
  readonly caption: string;
  /** Title of the column of row heads. */
  readonly corner: string;
  /** Titles of the other columns, and whether their cells are numbers. */
  readonly columns: readonly { readonly title: string; readonly note?: string; readonly numeric: boolean }[];
  /** Rows under the titles of their groups. */
  readonly groups: readonly { readonly title: string | null; readonly rows: readonly Row[] }[];
}

/** A paragraph. */
export const text = (words: string): Block => ({ kind: "text", text: words });
/** A paragraph in a quieter color, such as a remark on a table. */
export const quiet = (words: string): Block => ({ kind: "text", text: words, quiet: true });
/** A heading within a section. */
export const heading = (words: string): Block => ({ kind: "heading", text: words });
/** A bulleted list. */
export const list = (items: readonly string[]): Block => ({ kind: "list", items });
/** A drawing. */
export const figure = (html: Html): Block => ({ kind: "figure", html });
/** Blocks behind a title that opens them. */
export const details = (title: string, blocks: readonly Block[]): Block => ({
  kind: "details",
  title,
  blocks,
});
/** A table. */
export const tableBlock = (table: Table): Block => ({ kind: "table", table });
