import { type Block, type Cell, tableBlock } from "./blocks.ts";

/** A column of numbers: how to read a row's value, print it, and which end is best. */
export interface Column<Item> {
  /** Its title. */
  readonly title: string;
  /** A smaller line below the title. */
  readonly note?: string;
  /** The number of a row; NaN where there is none. */
  readonly value: (item: Item) => number;
  /** The number as text. */
  readonly print: (value: number, item: Item) => string;
  /** A smaller line below the number. */
  readonly below?: (item: Item) => string | undefined;
  /** Which end is best; without it no cell is marked. */
  readonly best?: "highest" | "lowest";
}

/** Rows under a common title. */
export interface Group<Item> {
  /** Null: none. */
  readonly title: string | null;
  /** One for each row. */
  readonly items: readonly Item[];
}

/** A table with one row an item: numbers to the right, the best of each column marked. */
export function rankedTable<Item>(options: {
  caption: string;
  corner: string;
  groups: readonly Group<Item>[];
  head: (item: Item) => string;
  columns: readonly Column<Item>[];
}): Block {
  const { caption, corner, groups, head, columns } = options;
  const items = groups.flatMap((group) => group.items);
  const best = columns.map((column) => bestOf(items.map(column.value), column.best));
  const cell = (column: Column<Item>, i: number, item: Item): Cell => {
    const value = column.value(item);
    const note = column.below?.(item);
    return {
      lines: [column.print(value, item)],
      value: Number.isFinite(value) ? value : null,
      best: value === best[i],
      ...(note !== undefined && { note }),
    };
  };
  return tableBlock({
    caption,
    corner,
    columns: columns.map(({ title, note }) => ({
      title,
      numeric: true,
      ...(note !== undefined && { note }),
    })),
    groups: groups
      .filter(({ items: { length } }) => length > 0)
      .map(({ title, items: rows }) => ({
        title,
        rows: rows.map((item) => ({
          head: head(item),
          cells: columns.map((column, i) => cell(column, i, item)),
        })),
      })),
  });
}

/** Two columns: a name and what it is. */
export function factTable(
  caption: string,
  facts: readonly (readonly [string, string | readonly string[]])[],
): Block {
  const rows = facts.map(([head, value]) => ({
    head,
    cells: [{ lines: typeof value === "string" ? [value] : value }],
  }));
  return tableBlock({
    caption,
    corner: "What",
    columns: [{ title: "Value", numeric: false }],
    groups: [{ title: null, rows }],
  });
}

/** The best value, when there are at least two different ones. */
function bestOf(values: readonly number[], best: "highest" | "lowest" | undefined): number | undefined {
  const finite = values.filter(Number.isFinite);
  if (best === undefined || new Set(finite).size < 2) return undefined;
  return best === "highest" ? Math.max(...finite) : Math.min(...finite);
}
