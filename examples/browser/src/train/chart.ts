import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { find } from "../page/dom.ts";

/** A value after a number of steps. */
export interface Reading {
  readonly step: number;
  readonly value: number;
}

const margin = { top: 8, right: 12, bottom: 24, left: 36 };

/** A curve over the training steps, redrawn when a value is added or its size changes. */
export class Chart {
  private readonly svg: SVGSVGElement;
  private readonly name: string;
  private readonly format: (value: number) => string;
  /** The largest value that is always in sight. */
  private readonly top: number;
  private readonly smooth: boolean;
  private readings: Reading[] = [];
  private steps = 1;

  /** @param options.smooth draws the readings thin and their running mean thick. */
  constructor(
    id: string,
    options: { name: string; top: number; smooth: boolean; format: (value: number) => string },
  ) {
    this.svg = find(id, SVGSVGElement);
    this.name = options.name;
    this.top = options.top;
    this.smooth = options.smooth;
    this.format = options.format;
    new ResizeObserver(() => this.draw()).observe(this.svg);
  }

  /** Removes all values. */
  clear(): void {
    this.readings = [];
    this.steps = 1;
    this.draw();
  }

  /** Makes room for a number of steps. */
  expect(steps: number): void {
    if (this.steps === steps) return;
    this.steps = steps;
    this.draw();
  }

  /** Adds a value. */
  add(reading: Reading): void {
    this.readings.push(reading);
    this.draw();
  }

  private draw(): void {
    const { width, height } = this.svg.getBoundingClientRect();
    if (width === 0) return; // not shown
    const highest = Math.max(this.top, ...this.readings.map(({ value }) => value));
    const x = scaleLinear([0, this.steps], [margin.left, width - margin.right]);
    const y = scaleLinear([0, highest], [height - margin.bottom, margin.top]).nice(4);
    const path = line<Reading>(
      ({ step }) => x(step),
      ({ value }) => y(value),
    );
    const grid = y.ticks(4).flatMap((value) => [
      shape("line", {
        class: "grid",
        x1: margin.left,
        x2: width - margin.right,
        y1: y(value),
        y2: y(value),
      }),
      text(this.format(value), { class: "end", x: margin.left - 8, y: y(value) }),
    ]);
    const ticks = this.readings.length > 0 ? x.ticks(Math.min(6, Math.floor(width / 90))) : [];
    const axis = ticks.map((step) => text(String(step), { class: "middle", x: x(step), y: height - 8 }));
    const curves = this.smooth
      ? [curve("raw", path(this.readings)), curve("smooth", path(runningMean(this.readings)))]
      : [
          curve("smooth", path(this.readings)),
          ...this.readings.map(({ step, value }) => dot(x(step), y(value))),
        ];
    this.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.svg.replaceChildren(...grid, ...axis, ...curves);
    this.svg.setAttribute("aria-label", this.describe());
  }

  private describe(): string {
    const readings = this.smooth ? runningMean(this.readings) : this.readings;
    const [first, last] = [readings[0], readings.at(-1)];
    if (!first || !last) return `${this.name}: no readings yet`;
    const from = `${this.format(first.value)} at step ${first.step}`;
    return `${this.name}: from ${from} to ${this.format(last.value)} at step ${last.step}`;
  }
}

/** A mean that follows the readings, each with a weight of a tenth. */
export function runningMean(readings: readonly Reading[]): Reading[] {
  let mean = readings[0]?.value ?? 0;
  return readings.map(({ step, value }, at) => {
    mean += (value - mean) / Math.min(at + 1, 10);
    return { step, value: mean };
  });
}

function shape(tag: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}

function text(content: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const element = shape("text", attributes);
  element.textContent = content;
  return element;
}

const curve = (name: string, d: string | null) => shape("path", { class: name, d: d ?? "" });

const dot = (cx: number, cy: number) => shape("circle", { class: "dot", cx, cy, r: 3 });
