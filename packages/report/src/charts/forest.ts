import { extent } from "d3-array";
import { scaleLinear } from "d3-scale";
import { type Html, html } from "../document/html.ts";
import { frame, round, type Titles } from "./frame.ts";

/** Effects with their intervals below each other, and a line at zero. */
export function forest(
  options: Titles & {
    rows: readonly {
      label: string;
      effect: number;
      low: number;
      high: number;
      tone: "good" | "bad" | "open";
    }[];
  },
): Html {
  const { rows } = options;
  const [left, right, top, row, width] = [430, 16, 26, 20, 860];
  const height = top + rows.length * row + 6;
  const [low = -1, high = 1] = extent(rows.flatMap((one) => [one.low, one.high, 0]));
  const x = scaleLinear([low, high], [left, width - right]).nice(6);
  const grid = x.ticks(6).map(
    (
      tick,
    ) => html`<line class="${tick === 0 ? "zero" : "grid"}" x1="${round(x(tick))}" x2="${round(x(tick))}" y1="${top - 4}" y2="${height}"/>
<text class="tick" x="${round(x(tick))}" y="${top - 10}" text-anchor="middle">${tick === 0 ? "0" : x.tickFormat(6, "+")(tick)}</text>`,
  );
  const lines = rows.map(({ label, effect, tone, ...ends }, i) => {
    const y = top + (i + 0.5) * row;
    return html`<text class="label" x="${left - 10}" y="${y}" text-anchor="end" dominant-baseline="central">${label}</text>
<line class="range ${tone}" x1="${round(x(ends.low))}" x2="${round(x(ends.high))}" y1="${y}" y2="${y}"/><circle class="spot ${tone}" cx="${round(x(effect))}" cy="${y}" r="4"><title>${label}: ${effect.toFixed(3)}, ${ends.low.toFixed(3)} to ${ends.high.toFixed(3)}</title></circle>
`;
  });
  return frame(options, { width, height }, html`${grid}${lines}`);
}
