import { scaleLinear } from "d3-scale";
import { type Html, html } from "../document/html.ts";
import { frame, mark, round, type Shape, type Titles } from "./frame.ts";

/** One row for each group with a mark for each network, from 0 to 1. */
export function dotPlot(
  options: Titles & {
    groups: readonly string[];
    series: readonly { look: string; label: string; shape: Shape; values: readonly number[] }[];
  },
): Html {
  const { groups, series } = options;
  const [left, right, top, row, width] = [100, 16, 24, 24, 440];
  const height = top + groups.length * row + 6;
  const x = scaleLinear([0, 1], [left, width - right]);
  const grid = x.ticks(5).map(
    (
      tick,
    ) => html`<line class="grid" x1="${round(x(tick))}" x2="${round(x(tick))}" y1="${top - 4}" y2="${height}"/>
<text class="tick" x="${round(x(tick))}" y="${top - 10}" text-anchor="middle">${tick.toFixed(1)}</text>`,
  );
  const rows = groups.map((group, g) => {
    const y = top + g * row + row / 2;
    const marks = series.map(({ look, label, shape, values }) => {
      const value = values[g] ?? Number.NaN;
      if (!Number.isFinite(value)) return null;
      return mark(shape, x(value), y, look, `${group}, ${label}: ${value.toFixed(3)}`);
    });
    return html`<text class="label" x="${left - 10}" y="${y}" text-anchor="end" dominant-baseline="central">${group}</text>
<line class="grid" x1="${left}" x2="${width - right}" y1="${y}" y2="${y}"/>${marks}
`;
  });
  return frame(options, { width, height }, html`${grid}${rows}`);
}
