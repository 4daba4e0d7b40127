import { abs, coverage, hill, type Ink, max, min, name, noise, ramp, sin, under } from "@faceseg/image/paint";
import type { Lighting, Shade } from "./lighting.ts";
import type { Body } from "./scene.ts";

/** Clothes on the shoulders, open at the neck; `torso` is the distance to the shoulders' outline. */
export function clothesLayer(
  body: Body,
  lighting: Lighting,
  pixel: number,
  seed: number,
): (off: number, y: number, torso: number, ink: Ink) => void {
  const { collar, color, accent } = body;
  const lowest = { crew: 1.56, v: 1.95, shirt: 1.72, bare: 2.1 }[collar];
  const pointed = collar === "v" || collar === "shirt" ? 1 : 2.4;
  const shade: Shade = { r: 0, g: 0, b: 0, shine: 0 };
  return (off, y, torso, ink) => {
    const side = abs(off);
    const neckline = lowest - (lowest - 1.3) * min(1, side / (body.neck + 0.16)) ** pointed;
    const below = y - neckline;
    const distance = max(torso, -below * 0.75, 1.18 - y);
    const share = coverage(distance, pixel);
    if (share <= 0) return;
    const folds = noise(off * 3 + y, y * 2.2, seed + 71);
    lighting.shade(0.35 * off + 0.5 * (folds - 0.5), -0.25, 0.8, 0.2, 0.9, 0.9, shade);
    let mark = patternAt(body.pattern, off, y);
    let tone = (0.72 + 0.5 * folds) * (0.75 + 0.25 * ramp(0, 0.1, below));
    if (collar === "crew" && below < 0.07) mark = 0.6;
    if (collar === "shirt") {
      if (below < 0.16) mark = 1;
      tone *= 1 - 0.5 * hill(((below - 0.16) / 0.03) ** 2) - 0.3 * hill((side / 0.03) ** 2);
    }
    const r = color[0] + (accent[0] - color[0]) * mark;
    const g = color[1] + (accent[1] - color[1]) * mark;
    const b = color[2] + (accent[2] - color[2]) * mark;
    under(ink, r * shade.r * tone, g * shade.g * tone, b * shade.b * tone, share);
    if (distance < 0) name(ink, 0);
  };
}

/** Share of the accent color at a point of the cloth. */
function patternAt(pattern: Body["pattern"], x: number, y: number): number {
  if (pattern === "stripes") return sin(y * 32) > 0.2 ? 0.8 : 0;
  if (pattern === "checks") return 0.4 * (sin(x * 24) > 0.3 ? 1 : 0) + 0.4 * (sin(y * 24) > 0.3 ? 1 : 0);
  if (pattern === "dots") return sin(x * 30) * sin(y * 30) > 0.55 ? 0.8 : 0;
  return 0;
}
