/** One pixel while it is painted from front to back. */
export interface Ink {
  /** Red light seen so far, linear. */
  r: number;
  /** Green light seen so far, linear. */
  g: number;
  /** Blue light seen so far, linear. */
  b: number;
  /** Share of the pixel that is still free: 1 at first, 0 when nothing behind can be seen. */
  free: number;
  /** Class id of the first thing that covers the pixel's center; -1 while there is none. */
  label: number;
}

/** A layer paints behind what the ink holds, at a point of the layer's frame. */
export type Layer = (x: number, y: number, ink: Ink) => void;

/** Covered share of a pixel whose center lies at a signed distance (negative inside) from an edge. */
export function coverage(distance: number, pixel: number): number {
  const share = 0.5 - distance / pixel;
  return share < 0 ? 0 : share > 1 ? 1 : share;
}

/** Puts a color behind the ink. */
export function under(ink: Ink, r: number, g: number, b: number, alpha: number): void {
  const seen = alpha * ink.free;
  ink.r += r * seen;
  ink.g += g * seen;
  ink.b += b * seen;
  ink.free -= seen;
}

/** Names what is at the pixel's center, if nothing before it did. */
export function name(ink: Ink, label: number): void {
  if (ink.label < 0) ink.label = label;
}
