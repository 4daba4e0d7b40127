import type { Group } from "../document/tables.ts";
import type { Scored } from "./scored.ts";

/** Titles of the networks' groups, in the order in which they appear; null for networks without one. */
export function groupTitles(scored: readonly Scored[]): (string | null)[] {
  return [...new Set(scored.map(({ network }) => network.group))];
}

/** Rows of a table under the titles of their groups; without titles where there is one group. */
export function grouped<T extends Scored>(scored: readonly T[]): Group<T>[] {
  const titles = groupTitles(scored);
  if (titles.length < 2) return titles.map(() => ({ title: null, items: scored }));
  return titles.map((title) => ({ title, items: scored.filter(({ network }) => network.group === title) }));
}
