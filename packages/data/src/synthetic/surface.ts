import type { Rgb } from "@faceseg/image/paint";

/** A point of the face while its parts are painted on it, before it is lit. */
export interface Surface {
  r: number;
  g: number;
  b: number;
  label: number;
  /** Place on the face seen from the front. */
  x: number;
  y: number;
  /** Angle around the head's axis. */
  phi: number;
  /** Side of a pixel, in face units. */
  readonly pixel: number;
  /** Share of the light from the sky and of direct light that arrives. */
  open: number;
  lit: number;
  gloss: number;
  /** Light given back as from a mirror, as in the eye. */
  glint: number;
  /** How much red light wanders under the surface. */
  soft: number;
}

/** Paints one part of the face. */
export type Part = (surface: Surface) => void;

export const createSurface = (pixel: number): Surface => ({
  r: 0,
  g: 0,
  b: 0,
  label: 1,
  x: 0,
  y: 0,
  phi: 0,
  pixel,
  open: 1,
  lit: 1,
  gloss: 0,
  glint: 0,
  soft: 1,
});

/** Lays a color over the surface. */
export function over(surface: Surface, r: number, g: number, b: number, alpha: number): void {
  surface.r += (r - surface.r) * alpha;
  surface.g += (g - surface.g) * alpha;
  surface.b += (b - surface.b) * alpha;
}

/** Multiplies the surface, as a thin stain or a crease does. */
export function stain(surface: Surface, color: Rgb, alpha: number): void {
  surface.r *= 1 + (color[0] - 1) * alpha;
  surface.g *= 1 + (color[1] - 1) * alpha;
  surface.b *= 1 + (color[2] - 1) * alpha;
}
