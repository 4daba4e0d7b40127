import { extent } from "d3-array";
import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { type Html, html } from "../document/html.ts";
import { frame, round, type Titles } from "./frame.ts";

type Point = readonly [number, number];

/** A curve of a chart. */
export interface Series {
  /** Class of the style sheet with its color and dash. */
  readonly look: string;
  /** Its name. */
  readonly label: string;
  /** From left to right; a gap where a number is not finite. */
  readonly points: readonly Point[];
  /** Drawn thin and without dots. */
  readonly faint?: boolean;
}

/** Curves over a common axis. */
export function lineChart(
  options: Titles & {
    xLabel: string;
    /** Vertical domain. @default that of the values, with zero */
    domain?: readonly [number, number];
    /** Horizontal domain. @default that of the values */
    xDomain?: readonly [number, number];
    /** Whether to draw a line from corner to corner. @default false */
    diagonal?: boolean;
    series: readonly Series[];
  },
): Html {
  const { series, xLabel, diagonal = false } = options;
  const [left, right, top, bottom, width, height] = [44, 14, 12, 36, 440, 270];
  const all = series.flatMap(({ points }) => points).filter(isFinitePoint);
  const [low = 0, high = 1] = extent(all, ([, y]) => y);
  const [from = 0, to = 1] = options.xDomain ?? (extent(all, ([x]) => x) as [number, number]);
  const x = scaleLinear([from, from === to ? from + 1 : to], [left, width - right]);
  const y = scaleLinear(options.domain ?? [Math.min(0, low), high], [height - bottom, top]);
  if (!options.domain) y.nice(5);
  const path = line<Point>()
    .defined(isFinitePoint)
    .x(([value]) => round(x(value)))
    .y(([, value]) => round(y(value)));
  const curves = series.map(({ look, label, points, faint }) => {
    const dots = faint
      ? null
      : points
          .filter(isFinitePoint)
          .map(
            ([a, b]) =>
              html`<circle class="fill ${look}" cx="${round(x(a))}" cy="${round(y(b))}" r="2.4"><title>${label}, ${a}: ${b.toFixed(3)}</title></circle>`,
          );
    return html`<path class="${faint ? "stroke faint" : "stroke"} ${look}" d="${path(points) ?? ""}"/>${dots}
`;
  });
  const ideal =
    diagonal && html`<line class="ideal" x1="${x(from)}" y1="${y(from)}" x2="${x(to)}" y2="${y(to)}"/>`;
  const size = { width, height };
  return frame(
    options,
    size,
    html`${axes(x, y, { left, right, bottom, width, height, xLabel })}${ideal}${curves}`,
  );
}

type Scale = ReturnType<typeof scaleLinear<number, number>>;

function axes(
  x: Scale,
  y: Scale,
  size: { left: number; right: number; bottom: number; width: number; height: number; xLabel: string },
): Html {
  const { left, right, bottom, width, height, xLabel } = size;
  const horizontal = y.ticks(5).map(
    (
      tick,
    ) => html`<line class="grid" x1="${left}" x2="${width - right}" y1="${round(y(tick))}" y2="${round(y(tick))}"/>
<text class="tick" x="${left - 6}" y="${round(y(tick))}" text-anchor="end" dominant-baseline="central">${y.tickFormat(5)(tick)}</text>`,
  );
  const [from = 0, to = 1] = x.domain();
  const vertical = x
    .ticks(8)
    // Epochs and severities are whole.
    .filter((tick) => to - from < 2 || Number.isInteger(tick))
    .map(
      (tick) =>
        html`<text class="tick" x="${round(x(tick))}" y="${height - bottom + 16}" text-anchor="middle">${Number(tick.toFixed(2))}</text>`,
    );
  return html`${horizontal}${vertical}
<text class="tick" x="${(left + width - right) / 2}" y="${height - 4}" text-anchor="middle">${xLabel}</text>`;
}

function isFinitePoint([x, y]: Point): boolean {
  return Number.isFinite(x) && Number.isFinite(y);
}
