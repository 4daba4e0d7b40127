import { abs, max, min } from "./arithmetic.ts";
/** Smooth step from 0 at `from` to 1 at `to`. */
export function ramp(from: number, to: number, at: number): number {
  const t = (at - from) / (to - from);
  return t <= 0 ? 0 : t >= 1 ? 1 : t * t * (3 - 2 * t);
}

/** A round hill of height 1 at 0 that ends at a radius of 1, from the squared radius. */
export function hill(radiusSquared: number): number {
  if (radiusSquared >= 1) return 0;
  const rest = 1 - radiusSquared;
  return rest * rest;
}

/** A function through the knots `[at, value]`, joined smoothly and flat outside. */
export function through(knots: readonly (readonly [number, number])[]): (at: number) => number {
  return (at) => {
    let before = knots[0] as readonly [number, number];
    if (at <= before[0]) return before[1];
    for (const knot of knots) {
      if (at < knot[0]) return before[1] + (knot[1] - before[1]) * ramp(before[0], knot[0], at);
      before = knot;
    }
    return before[1];
  };
}

/** The smaller of two numbers, with the corner between them rounded over a width. */
export function smoothMin(a: number, b: number, width: number): number {
  const share = max(width - abs(a - b), 0) / width;
  return min(a, b) - share * share * width * 0.25;
}
