import type { Random } from "@faceseg/image";
import { sqrt } from "@faceseg/image/paint";
import type { Levels } from "../severity.ts";
import type { FaceFrame } from "./face-frame.ts";

/** What a thing shows at a point, before it is lit. */
export interface Look {
  /** Color in linear light. */
  r: number;
  g: number;
  b: number;
  /** Normal: x right, y down, z to the viewer; given for a rounded edge, a thing may set its own. */
  nx: number;
  ny: number;
  nz: number;
  /** Strength of the mirrored light. */
  gloss: number;
  /** How much of what is behind is hidden, 0 to 1. */
  alpha: number;
}

/** A thing in front of a face, in the face's frame. */
export interface Thing {
  /** Distance to the outline, negative inside. */
  readonly distance: (u: number, v: number) => number;
  readonly paint: (u: number, v: number, look: Look) => void;
  /** How far from its edge the thing is rounded. */
  readonly round: number;
  /** Width of the shadow on the face. */
  readonly shadow: number;
}

/** A kind of thing. */
export interface Occlusion {
  /** Share of the face that is covered at severities 1 to 5. */
  readonly levels: Levels;
  /** The id of what is covered. */
  readonly label: number;
  /**
   * Chooses everything random about a thing, and returns it at any extent from 0 (covers least) to 1.
   */
  readonly describe: (frame: FaceFrame, random: Random, hair: HairColor) => (extent: number) => Thing;
}

/** The mean color of the image's own hair in full light, if it has any. */
export type HairColor = readonly [number, number, number] | undefined;

/** From `from` at extent 0 to `to` at extent 1. */
export const between = (from: number, to: number, extent: number): number => from + (to - from) * extent;

export function setColor(look: Look, [r, g, b]: readonly [number, number, number], tone = 1): void {
  look.r = r * tone;
  look.g = g * tone;
  look.b = b * tone;
}

/** Length of a vector; many times faster than `Math.hypot`. */
export const norm = (x: number, y: number): number => sqrt(x * x + y * y);

/** Distance to a line from a to b that is as thick as `from` at a and `to` at b. */
export function capsule(
  u: number,
  v: number,
  [au, av, from]: readonly [number, number, number],
  [bu, bv, to]: readonly [number, number, number],
): number {
  const [du, dv] = [bu - au, bv - av];
  const along = ((u - au) * du + (v - av) * dv) / (du * du + dv * dv);
  const held = along < 0 ? 0 : along > 1 ? 1 : along;
  return norm(u - au - held * du, v - av - held * dv) - from - (to - from) * held;
}
