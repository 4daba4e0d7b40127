import { abs, hill, max, min, noise, ramp } from "@faceseg/image/paint";
import type { FaceDescription } from "./description.ts";
import { over, type Part } from "./surface.ts";

/** Stubble, beard and mustache; all of it counts as skin, as in LaPa. */
export function beardPart(face: FaceDescription): Part {
  const { beard, mouth, nose, head, seed } = face;
  if (!beard) return () => {};
  const [r, g, b] = beard.color;
  return (surface) => {
    const { x, y, phi } = surface;
    if (y < 0.05) return;
    const side = abs(x);
    const jaw =
      beard.cheeks *
      ramp(-0.05, 0.07, y - (mouth.y + 0.02 - 0.55 * ramp(0.3, head.halfWidth * 0.97, side))) *
      ramp(1.75, 1.5, abs(phi));
    const chin = beard.chin * hill((x / 0.3) ** 2 * 0.8) * ramp(mouth.y + 0.08, mouth.y + 0.2, y);
    const whiskers = (mouth.y - mouth.upper - nose.length) * 0.75;
    const droop = y - (mouth.y - mouth.upper - 0.035) - 0.5 * max(side - 0.12, 0) ** 1.4;
    const lip =
      beard.moustache *
      hill((droop / max(whiskers, 0.06)) ** 2) *
      ramp(mouth.halfWidth + 0.1, mouth.halfWidth - 0.02, side);
    const here = max(jaw, chin, min(1, lip * 1.8));
    if (here <= 0.01) return;
    const hairs = noise(x * 42 + y * 8, y * 16, seed + 31) * 0.7 + noise(x * 80, y * 60, seed + 32) * 0.5;
    const alpha = min(0.97, here * beard.density * (0.45 + 0.9 * hairs));
    const tone = 0.6 + 0.8 * hairs;
    over(surface, r * tone, g * tone, b * tone, alpha);
    surface.gloss *= 1 - alpha;
    surface.soft *= 1 - 0.6 * alpha;
  };
}
