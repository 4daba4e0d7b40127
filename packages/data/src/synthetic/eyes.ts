import { abs, atan2, coverage, hill, hypot, lineNoise, max, ramp, scaled } from "@faceseg/image/paint";
import type { FaceDescription } from "./description.ts";
import { over, type Part, type Surface, stain } from "./surface.ts";

const irisRadius = 0.066;
const lashColor = [0.012, 0.009, 0.008] as const;
const fold = [0.3, 0.2, 0.17] as const;

/** Eyes with lids, lashes and irises; a closed eye is a slit. `toward` is the light's direction. */
export function eyesPart(face: FaceDescription, toward: readonly [number, number, number]): Part {
  const { eyes, skin, seed } = face;
  const [ir, ig, ib] = eyes.iris;
  const lid = scaled(skin.color, 0.9);
  return (surface) => {
    const side = surface.x < 0 ? -1 : 1;
    const outward = surface.x * side - eyes.distance;
    if (outward < -eyes.halfWidth * 1.6 || outward > eyes.halfWidth * 1.6) return;
    if (surface.y < -0.34 || surface.y > 0.3) return;
    const down = surface.y + outward * eyes.tilt;
    const t = outward / eyes.halfWidth;
    const arc = 1 - t * t;
    const open = eyes.openness[side < 0 ? 0 : 1];
    const inward = t + 0.2 * max(arc, 0);
    const back = t - 0.2 * max(arc, 0);
    const low = eyes.lower * (0.45 + 0.55 * open) * (1 - back * back);
    const high = low * (1 - open) - eyes.upper * open * (1 - inward * inward) - 0.016 * arc;
    const ends = (abs(t) - 1) * eyes.halfWidth;
    const distance = max(max(high - down, down - low) * 0.85, ends);
    lidPart(surface, t, down - high, low - high);
    const share = coverage(distance, surface.pixel);
    if (share > 0) ball(surface, side, outward, down, t, down - high, share, open);
    if (distance < 0) surface.label = side < 0 ? 4 : 5;
    lashes(surface, t, down - high, down - low, open);
  };

  function lidPart(surface: Surface, t: number, below: number, gap: number): void {
    if (t < -1.25 || t > 1.3) return;
    const within = hill((t / 1.3) ** 2);
    const line = 0.045 + 0.03 * within + (gap < 0.05 ? 0.03 : 0);
    if (below < 0.02 && below > -0.3) {
      const lidShare = ramp(-line - 0.01, -line + 0.02, below);
      over(surface, lid[0], lid[1], lid[2], 0.35 * lidShare * within);
      if (eyes.shadow) stain(surface, eyes.shadow, 0.75 * within * ramp(-0.2, -0.03, below));
      stain(surface, fold, eyes.crease * 0.75 * within * hill(((below + line) / 0.022) ** 2));
    }
    const under = below - gap;
    if (under > 0 && under < 0.07) stain(surface, fold, 0.25 * within * hill(((under - 0.035) / 0.03) ** 2));
  }

  function ball(
    surface: Surface,
    side: number,
    outward: number,
    down: number,
    t: number,
    below: number,
    share: number,
    open: number,
  ): void {
    const shade = (0.45 + 0.55 * ramp(0, 0.06, below)) * (1 - 0.35 * t * t * t * t);
    let r = 0.56 * shade;
    let g = 0.51 * shade;
    let b = 0.48 * shade;
    const corner = ramp(-0.72, -0.95, t);
    r += (0.5 - r) * corner;
    g += (0.22 - g) * corner;
    b += (0.2 - b) * corner;
    const dx = outward * side - eyes.gaze[0] * 0.07;
    const dy = down + eyes.upper * 0.18 - eyes.gaze[1] * 0.04;
    const radius = hypot(dx, dy) / irisRadius;
    const iris = open < 0.2 ? 0 : coverage((radius - 1) * irisRadius, surface.pixel + 0.006);
    if (iris > 0) {
      const spokes = 0.75 + 0.5 * lineNoise(atan2(dy, dx) * 7 + 30, seed + 3);
      const ring =
        (1 - 0.7 * ramp(0.7, 1, radius)) * spokes * (0.55 + 0.45 * shade) * (1 + 0.35 * (dy / irisRadius));
      const pupil = coverage((radius - 0.4) * irisRadius, surface.pixel + 0.006);
      r += (ir * ring * (1 - pupil) - r) * iris;
      g += (ig * ring * (1 - pupil) - g) * iris;
      b += (ib * ring * (1 - pupil) - b) * iris;
    }
    over(surface, r, g, b, share);
    surface.gloss *= 1 - share;
    surface.soft *= 1 - 0.6 * share;
    const gx = dx - toward[0] * 0.035;
    const gy = dy - toward[1] * 0.035;
    const glint = coverage(hypot(gx, gy) - 0.013, surface.pixel + 0.01) * (iris > 0 ? 0.8 : 0.25);
    surface.glint = glint * share * ramp(0.2, 0.5, open);
    if (open < 0.2) over(surface, lashColor[0], lashColor[1], lashColor[2], share * 0.75);
  }

  function lashes(surface: Surface, t: number, upper: number, lower: number, open: number): void {
    if (t < -1.02 || t > 1.12) return;
    const [r, g, b] = lashColor;
    const wide = 0.012 + 0.018 * eyes.lash * (0.5 + 0.5 * max(t, 0));
    const line = coverage(abs(upper + wide * 0.4) - wide, surface.pixel + 0.008);
    if (line > 0) over(surface, r, g, b, line * (0.45 + 0.5 * eyes.lash) * ramp(-1.02, -0.7, t));
    const rim = coverage(abs(lower) - 0.006, surface.pixel + 0.01);
    if (rim > 0 && t < 1) over(surface, r, g, b, rim * (0.12 + 0.4 * eyes.lash * open) * ramp(-0.9, 0.3, t));
  }
}
