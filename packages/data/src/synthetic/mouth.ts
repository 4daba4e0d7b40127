import { abs, cos, coverage, hill, max, min, noise, ramp } from "@faceseg/image/paint";
import type { FaceDescription } from "./description.ts";
import { over, type Part, type Surface, stain } from "./surface.ts";

const seam = [0.28, 0.12, 0.1] as const;

/** Lips around a seam that can open on teeth, tongue and darkness. */
export function mouthPart(face: FaceDescription): Part {
  const { mouth, seed } = face;
  const [r, g, b] = mouth.color;
  return (surface) => {
    const { x } = surface;
    const off = surface.y - mouth.y - mouth.skew * x;
    const t = x / mouth.halfWidth;
    if (t > 1.25 || t < -1.25 || off < -0.4 || off > 0.6) return;
    const arc = 1 - min(t * t, 1);
    const bend = 0.02 - mouth.smile * 0.09 * t * t;
    const gap = arc ** 0.7;
    const top = bend - mouth.open * 0.3 * gap;
    const low = bend + mouth.open * 0.7 * gap;
    const bow = 1 - mouth.bow * hill((t / 0.24) ** 2);
    const upper = top - mouth.upper * (1 - abs(t) ** 1.7) * bow - 0.004 * arc;
    const lower = low + mouth.lower * arc ** 0.75;
    const ends = (abs(t) - 1) * mouth.halfWidth;
    const lips = max(upper - off, off - lower, ends);
    const inside = max(top - off, off - low, ends);
    const share = coverage(lips, max(surface.pixel, 0.016));
    if (share > 0) lip(surface, x, off, t, share, off < (top + low) / 2, (off - low) / mouth.lower);
    if (mouth.open > 0) {
      const hole = coverage(inside, surface.pixel);
      if (hole > 0) opening(surface, x, off - top, low - top, hole);
    }
    if (mouth.open < 0.03) {
      const line = hill(((off - bend) / 0.014) ** 2) * ramp(1.08, 0.98, abs(t));
      stain(surface, seam, line);
    }
    stain(surface, seam, 0.45 * hill(((abs(t) - 1.02) / 0.13) ** 2 + ((off - bend) / 0.03) ** 2));
    if (lips < 0) surface.label = inside < 0 && mouth.open > 0 ? 8 : off < (top + low) / 2 ? 7 : 9;
  };

  function lip(
    s: Surface,
    x: number,
    off: number,
    t: number,
    share: number,
    above: boolean,
    down: number,
  ): void {
    const lines = 0.88 + 0.24 * noise(x * 45, off * 6, seed + 21);
    const tone = lines * (above ? 0.78 : 1.04) * (1 - 0.2 * t * t);
    over(s, r * tone, g * tone, b * tone, share * 0.92);
    const wet = above ? 0.2 : hill(((down - 0.42) / 0.4) ** 2) * (1 - t * t);
    s.gloss += share * (mouth.gloss * wet * 2 - s.gloss * 0.5);
  }

  function opening(s: Surface, x: number, down: number, height: number, share: number): void {
    const depth = height - down;
    const dark = 0.35 + 0.65 * ramp(0, 0.12, down) * ramp(0, 0.1, depth);
    const tongue = hill((x / (mouth.halfWidth * 0.75)) ** 2 + (depth / 0.12) ** 2) * 0.9;
    let red = 0.05 + 0.25 * tongue * dark;
    let green = 0.012 + 0.06 * tongue * dark;
    let blue = 0.012 + 0.06 * tongue * dark;
    const upperTeeth = mouth.teeth * min(mouth.open, 0.13);
    const lowerTeeth = mouth.lowerTeeth * min(mouth.open, 0.1);
    const tooth = max(
      coverage(down - upperTeeth - 0.006 * cos(x * 78), s.pixel) * ramp(-0.004, 0.02, down),
      lowerTeeth > 0.01 ? 0.75 * coverage(depth - lowerTeeth, s.pixel) : 0,
    );
    if (tooth > 0) {
      const gapAt = abs(((x * 12.5 + 50.5) % 1) - 0.5);
      const white = (0.72 - 0.5 * (x / mouth.halfWidth) ** 2) * (1 - 0.4 * hill((gapAt / 0.09) ** 2));
      red += (white - red) * tooth;
      green += (white * 0.93 - green) * tooth;
      blue += (white * 0.82 - blue) * tooth;
    }
    over(s, red, green, blue, share);
    s.gloss *= 1 - share;
    s.gloss += 0.15 * tooth * share;
    s.soft *= 1 - 0.7 * share;
  }
}
