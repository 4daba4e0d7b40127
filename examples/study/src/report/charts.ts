import { extent, max } from "d3-array";
import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { type Html, html } from "./html.ts";

/** A network's values in a chart; `key` picks its colour in the style sheet. */
export interface Series {
  readonly key: string;
  readonly label: string;
  readonly values: readonly number[];
}

/** Horizontal bars in [0, 1], one group a class and one bar a network. */
export function barChart(options: {
  id: string;
  title: string;
  description: string;
  groups: readonly string[];
  series: readonly Series[];
}): Html {
  const { id, title, description, groups, series } = options;
  const [left, right, top, bar, gap, width] = [96, 36, 20, 10, 9, 440];
  const groupHeight = series.length * (bar + 1) + gap;
  const height = top + groups.length * groupHeight + 4;
  const x = scaleLinear([0, 1], [left, width - right]);
  const grid = x.ticks(5).map(
    (tick) => html`<line class="grid" x1="${x(tick)}" x2="${x(tick)}" y1="${top}" y2="${height}"/>
<text class="tick" x="${x(tick)}" y="${top - 6}" text-anchor="middle">${tick.toFixed(1)}</text>`,
  );
  const bars = groups.map((group, g) => {
    const y = top + g * groupHeight + gap / 2;
    return html`<text class="label" x="${left - 8}" y="${y + (groupHeight - gap) / 2}" text-anchor="end" dominant-baseline="central">${group}</text>
${series.map(({ key, label, values }, s) => {
  const value = values[g] ?? Number.NaN;
  const known = Number.isFinite(value);
  const end = x(known ? value : 0);
  const barY = y + s * (bar + 1);
  return html`<rect class="fill ${key}" x="${left}" y="${barY}" width="${round(end - left)}" height="${bar}"><title>${group}, ${label}: ${known ? value.toFixed(3) : "absent"}</title></rect><text class="value" x="${round(end + 4)}" y="${barY + bar / 2}" dominant-baseline="central">${known ? value.toFixed(2) : "–"}</text>
`;
})}`;
  });
  return frame({ id, title, description, width, height, body: html`${grid}${bars}` });
}

/** Lines over epochs, one colour a network: dashes for the training split, a solid line for validation. */
export function lineChart(options: {
  id: string;
  title: string;
  description: string;
  /** Vertical domain; by default from zero to the largest value. */
  domain?: readonly [number, number];
  series: readonly { key: string; label: string; train: readonly number[]; validation: readonly number[] }[];
}): Html {
  const { id, title, description, series } = options;
  const [left, right, top, bottom, width, height] = [40, 14, 12, 34, 440, 260];
  const all = series.flatMap(({ train, validation }) => [...train, ...validation]).filter(Number.isFinite);
  const epochs = max(series, ({ train, validation }) => Math.max(train.length, validation.length)) ?? 1;
  const x = scaleLinear([1, Math.max(2, epochs)], [left, width - right]);
  const y = scaleLinear(options.domain ?? [Math.min(0, extent(all)[0] ?? 0), extent(all)[1] ?? 1], [
    height - bottom,
    top,
  ]);
  if (!options.domain) y.nice(5);
  const path = line<number>()
    .defined(Number.isFinite)
    .x((_, i) => round(x(i + 1)))
    .y((value) => round(y(value)));
  const axes = html`${y.ticks(5).map(
    (tick) => html`<line class="grid" x1="${left}" x2="${width - right}" y1="${y(tick)}" y2="${y(tick)}"/>
<text class="tick" x="${left - 6}" y="${y(tick)}" text-anchor="end" dominant-baseline="central">${y.tickFormat(5)(tick)}</text>`,
  )}${x
    .ticks(Math.min(10, epochs))
    .filter(Number.isInteger)
    .map(
      (tick) =>
        html`<text class="tick" x="${x(tick)}" y="${height - bottom + 16}" text-anchor="middle">${tick}</text>`,
    )}
<text class="tick" x="${(left + width - right) / 2}" y="${height - 3}" text-anchor="middle">epoch</text>`;
  const lines = series.map(({ key, label, train, validation }) => {
    const dots = validation.map((value, i) =>
      Number.isFinite(value)
        ? html`<circle class="fill ${key}" cx="${round(x(i + 1))}" cy="${round(y(value))}" r="2.6"><title>${label}, epoch ${i + 1}, validation: ${value.toFixed(3)}</title></circle>`
        : null,
    );
    return html`<path class="stroke ${key} dashed" d="${path(train) ?? ""}"/><path class="stroke ${key}" d="${path(validation) ?? ""}"/>${dots}
`;
  });
  return frame({ id, title, description, width, height, body: html`${axes}${lines}` });
}

/** Names of the colours, above a chart. */
export function legend(series: readonly { key: string; label: string }[], withSplits = false): Html {
  const entries = series.map(
    ({ key, label }) => html`<li><span class="swatch back ${key}"></span>${label}</li>`,
  );
  const splits = html`<li><span class="stroke-sample"></span>validation</li><li><span class="stroke-sample dashes"></span>training</li>`;
  return html`<ul class="legend">${entries}${withSplits && splits}</ul>`;
}

function frame(options: {
  id: string;
  title: string;
  description: string;
  width: number;
  height: number;
  body: Html;
}): Html {
  const { id, title, description, width, height, body } = options;
  return html`<figure><figcaption>${title}</figcaption><svg viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-title ${id}-description">
<title id="${id}-title">${title}</title><desc id="${id}-description">${description}</desc>
${body}</svg></figure>`;
}

/** A tenth of a pixel is enough. */
function round(value: number): number {
  return Math.round(value * 10) / 10;
}
