import { extent } from "d3-array";
import { scaleLinear, scaleLog } from "d3-scale";
import { type Html, html } from "../document/html.ts";
import { frame, mark, round, type Shape, type Titles } from "./frame.ts";

/** A network in a scatter plot. */
export interface Spot {
  /** Class of the style sheet with its color. */
  readonly look: string;
  /** Its name, beside it. */
  readonly label: string;
  /** Shape of its mark. */
  readonly shape: Shape;
  /** Its cost, above 0. */
  readonly x: number;
  /** Its score. */
  readonly y: number;
}

const [left, right, top, bottom, width, height] = [44, 170, 12, 36, 530, 340];

/** Networks by cost, on a logarithmic axis, and score; each with its name beside it. */
export function scatter(options: Titles & { xLabel: string; spots: readonly Spot[] }): Html {
  const spots = options.spots.filter(({ x, y }) => x > 0 && Number.isFinite(x) && Number.isFinite(y));
  const [least = 1, most = 1] = extent(spots, (spot) => spot.x);
  const [low = 0, high = 1] = extent(spots, (spot) => spot.y);
  const margin = Math.max(0.01, (high - low) * 0.08);
  const x = scaleLog([least / 1.15, most * 1.15], [left, width - right]);
  const y = scaleLinear([low - margin, high + margin], [height - bottom, top]).nice(5);
  const grid = y.ticks(5).map(
    (
      tick,
    ) => html`<line class="grid" x1="${left}" x2="${width - right}" y1="${round(y(tick))}" y2="${round(y(tick))}"/>
<text class="tick" x="${left - 6}" y="${round(y(tick))}" text-anchor="end" dominant-baseline="central">${y.tickFormat(5)(tick)}</text>`,
  );
  const ticks = apart(x.ticks(6), x).map(
    (
      tick,
    ) => html`<line class="grid" x1="${round(x(tick))}" x2="${round(x(tick))}" y1="${top}" y2="${height - bottom}"/>
<text class="tick" x="${round(x(tick))}" y="${height - bottom + 16}" text-anchor="middle">${Number(tick.toPrecision(3))}</text>`,
  );
  const placed = placeLabels(spots.map((spot) => ({ ...spot, at: [x(spot.x), y(spot.y)] as const })));
  const marks = placed.map(({ look, label, shape, at, labelY, toTheLeft, ...spot }) => {
    const words = `${label}: ${spot.y.toFixed(3)} at ${Number(spot.x.toPrecision(3))}`;
    const [cx, cy] = at;
    const side = toTheLeft ? -1 : 1;
    const lead =
      Math.abs(labelY - cy) > 4 &&
      html`<line class="lead" x1="${round(cx + 5 * side)}" y1="${round(cy)}" x2="${round(cx + 9 * side)}" y2="${round(labelY)}"/>`;
    return html`${lead}${mark(shape, cx, cy, look, words)}<text class="value" x="${round(cx + gap * side)}" y="${round(labelY)}"${toTheLeft && html` text-anchor="end"`} dominant-baseline="central">${label}</text>
`;
  });
  const name = html`<text class="tick" x="${(left + width - right) / 2}" y="${height - 4}" text-anchor="middle">${options.xLabel}</text>`;
  return frame(options, { width, height }, html`${grid}${ticks}${name}${marks}`);
}

/** From a mark's center to its label. */
const gap = 10;

/** Puts each label beside its mark, right or left, as near as one fits that covers no other and no mark. */
function placeLabels<T extends { readonly label: string; readonly at: readonly [number, number] }>(
  spots: readonly T[],
): (T & { labelY: number; toTheLeft: boolean })[] {
  const boxes = spots.map(({ at: [x, y] }) => ({ from: x - 6, to: x + 6, y, height: 9 }));
  return [...spots]
    .sort((a, b) => a.at[1] - b.at[1])
    .map((spot) => {
      const [x, y] = spot.at;
      const length = spot.label.length * 5.6;
      const places = Array.from({ length: 60 }, (_, i) => y + (i % 2 === 0 ? 1 : -1) * Math.ceil(i / 2) * 3)
        .filter((labelY) => labelY > top - 6 && labelY < height - bottom)
        .flatMap((labelY) => [
          { labelY, toTheLeft: false, from: x + gap, to: x + gap + length },
          { labelY, toTheLeft: true, from: x - gap - length, to: x - gap },
        ])
        .filter(({ from, to }) => from > left && to < width);
      const { labelY, toTheLeft, from, to } = places.find((place) =>
        boxes.every(
          (box) => Math.abs(box.y - place.labelY) >= box.height || box.to < place.from || box.from > place.to,
        ),
      ) ?? { labelY: y, toTheLeft: false, from: x + gap, to: x + gap + length };
      boxes.push({ from, to, y: labelY, height: 11 });
      return { ...spot, labelY, toTheLeft };
    });
}

/** Ticks whose numbers do not touch. */
function apart(ticks: readonly number[], x: (value: number) => number): number[] {
  let last = Number.NEGATIVE_INFINITY;
  return ticks.filter((tick) => {
    if (x(tick) - last < 32) return false;
    last = x(tick);
    return true;
  });
}
