import {
  abs,
  atan2,
  coverage,
  hill,
  hypot,
  type Ink,
  type Layer,
  lineNoise,
  max,
  min,
  name,
  noise,
  ramp,
  smoothMin,
  sqrt,
} from "@faceseg/image/paint";
import type { Hair } from "./attire.ts";
import type { FaceDescription } from "./description.ts";
import type { HairGap } from "./head.ts";
import { createHit, createLathe, type Hit } from "./lathe.ts";
import type { Lighting } from "./lighting.ts";
import type { Pose } from "./pose.ts";
import { shellProfile } from "./skull.ts";
import { strandPaint } from "./strands.ts";

/** Half angle of the face opening at the height of the jaw and beyond, and behind the ear. */
const behindEar = 1.95;

/** Where the hair ends around the face: the distance is positive on bare skin. */
export function hairlineGap(hair: Hair, seed: number): HairGap {
  return (phi, y) => {
    const bend = abs(phi);
    const away = phi - hair.part;
    const half = hair.opening[phi < 0 ? 0 : 1];
    let side = half - hair.close * ramp(0.4, 1.5, y) + 0.12 * ramp(-0.5, 0.1, y);
    if (!hair.overEars) side += (behindEar - side) * ramp(hair.sideburn - 0.03, hair.sideburn + 0.03, y);
    const strands = lineNoise(phi * 26 + 50, seed + 41) - 0.5;
    const fringe =
      hair.fringe -
      hair.recession * hill(((bend - 0.62) / 0.42) ** 2) +
      hair.sweep * min(abs(away), 1.2) +
      0.22 * bend * bend +
      hair.jag * strands;
    const below = y - fringe;
    const inside = (side - bend) * 0.72 + 0.25 * hair.jag * (noise(y * 14, phi > 0 ? 3 : 8, seed + 42) - 0.5);
    return smoothMin(below, inside, 0.14);
  };
}

/** Hair under a hat lies close to the skull. */
function pressed(hair: Hair): Hair {
  const side = hair.bottom > 0.75 ? min(hair.side, 0.12) : min(hair.side, 0.05);
  return { ...hair, top: -0.02, side, bun: null, frizz: min(hair.frizz, 0.03) };
}

/** Hair behind the neck and hair in front of the head, one after the other on the way to the viewer. */
export function hairLayers(
  face: FaceDescription,
  pose: Pose,
  lighting: Lighting,
  pixel: number,
): { back: Layer; front: Layer; gap: HairGap } | null {
  const { head, seed } = face;
  if (!face.hair) return null;
  const hair = face.hat ? pressed(face.hair) : face.hair;
  const long = hair.bottom > 0.75;
  const side = (y: number) => hair.side * (long ? 1 + 0.35 * ramp(0.2, 0.9, y) : ramp(0.55, 0.05, y));
  const look = createLathe(
    shellProfile(head, { top: hair.top, side, bottom: hair.bottom, hanging: long }),
    pose,
  );
  const gap = hairlineGap(hair, seed);
  const hit = createHit();
  const paint = strandPaint(hair, seed, lighting);

  // Front and back ask about one point in turn.
  const seen = { u: Number.NaN, v: Number.NaN, distance: 0 };

  /** The outline's distance with locks and fuzz. */
  const outline = (u: number, v: number): number => {
    if (u === seen.u && v === seen.v) return seen.distance;
    seen.u = u;
    seen.v = v;
    look(u, v, hit);
    seen.distance = roughened(u, v);
    return seen.distance;
  };

  const roughened = (u: number, v: number): number => {
    const near = hit.distance;
    if (near > 0.35 || near < -0.35) return near;
    const angle = atan2(u, v + 0.2);
    const fine = hair.texture === "curly" ? 7 : 11;
    const fuzz =
      lineNoise(angle * fine + 40, seed + 43) - 0.5 + 0.6 * (lineNoise(angle * 29 + 90, seed + 44) - 0.5);
    const tail = long && hit.y > hair.bottom - 0.4 ? 0.3 * (lineNoise(u * 9 + 60, seed + 45) - 0.3) : 0;
    return near - hair.frizz * fuzz + (tail > 0 ? tail * ramp(hair.bottom - 0.4, hair.bottom, hit.y) : 0);
  };

  const { bun } = hair;
  const bunX = bun ? bun.x * pose.cos - 0.55 * pose.sin : 0;

  return {
    gap,
    back: (u, v, ink) => {
      const distance = outline(u, v);
      const share = coverage(distance, pixel);
      if (share > 0) paint(hit, 0.45, share, ink);
      if (distance < 0) name(ink, 10);
      if (bun) knot(u - bunX, v - bun.y, bun.radius, ink);
    },
    front: (u, v, ink) => {
      const edge = outline(u, v);
      if (edge > pixel) return;
      const distance = max(edge, gap(hit.phi, hit.y));
      const share = coverage(distance, max(pixel, hair.density < 1 ? 0.09 : 0.012));
      if (share <= 0) return;
      const falloff = 0.72 + 0.28 * ramp(0, 0.18, -distance);
      paint(hit, falloff * (1 - 0.25 * ramp(0.5, 1.6, hit.y)), share * hair.density, ink);
      if (distance < 0) name(ink, 10);
    },
  };

  function knot(x: number, y: number, radius: number, ink: Ink): void {
    const rough = 0.12 * (lineNoise(atan2(y, x) * 5 + 20, seed + 46) - 0.5);
    const distance = hypot(x, y * 1.1) - radius * (1 + rough);
    const share = coverage(distance, pixel);
    if (share <= 0) return;
    const ball: Hit = hit;
    ball.nx = x / radius;
    ball.ny = y / radius;
    ball.nz = sqrt(max(1 - ball.nx * ball.nx - ball.ny * ball.ny, 0.05));
    ball.phi = ball.nx * 1.3 + y * 2;
    ball.y = y - 1;
    paint(ball, 0.8, share, ink);
    if (distance < 0) name(ink, 10);
  }
}
