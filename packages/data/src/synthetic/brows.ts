import { abs, coverage, max, min, noise, ramp } from "@faceseg/image/paint";
import type { FaceDescription } from "./description.ts";
import { over, type Part } from "./surface.ts";

/** Brows: a tapered band of short hairs along an arch. */
export function browsPart(face: FaceDescription): Part {
  const { brows, seed } = face;
  const [r, g, b] = brows.color;
  const length = brows.outer - brows.inner;
  return (surface) => {
    const side = surface.x < 0 ? -1 : 1;
    const outward = surface.x * side - brows.inner;
    if (outward < -0.04 || outward > length + 0.04 || surface.y > 0.1 || surface.y < -0.55) return;
    const t = outward / length;
    const peak = (t - 0.62) / 0.62;
    const raise = brows.raise[side < 0 ? 0 : 1];
    const spine = -brows.height - raise + brows.slope * (0.5 - t) - brows.arch * (1 - peak * peak);
    const half = brows.thickness * (1 - 0.72 * ramp(0.45, 1.02, t)) * (0.7 + 0.3 * ramp(0, 0.2, t));
    const off = surface.y - spine;
    const ends = max(-outward, outward - length);
    const distance = max(abs(off) - half, ends);
    const soft = coverage(distance, max(surface.pixel, 0.022));
    if (distance < 0) surface.label = side < 0 ? 2 : 3;
    if (soft <= 0) return;
    const hairs = noise(outward * 34 + off * 22 * (1 - t), off * 14 + 40, seed + 11);
    const alpha = soft * min(1, brows.density * (0.55 + 0.7 * hairs));
    over(surface, r, g, b, alpha);
    surface.gloss *= 1 - alpha;
    surface.soft *= 1 - 0.7 * alpha;
  };
}
