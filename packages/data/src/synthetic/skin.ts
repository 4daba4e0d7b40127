import { abs, clouds, floor, hash, hill, mix, noise, type Rgb, ramp } from "@faceseg/image/paint";
import type { FaceDescription } from "./description.ts";
import { over, type Part, stain } from "./surface.ts";

const blush: Rgb = [1, 0.72, 0.7];
const dim: Rgb = [0.62, 0.5, 0.46];

/** Skin with flushed cheeks, blotches, freckles, wrinkles and hollows. */
export function skinPart(face: FaceDescription): Part {
  const { skin, eyes, nose, mouth, brows, seed } = face;
  const [r, g, b] = skin.color;
  const freckle = mix(skin.color, [0.12, 0.05, 0.02], 0.4);
  const folds = 0.06 + 0.55 * skin.age ** 2 + 0.35 * mouth.smile;
  return (surface) => {
    const { x, y } = surface;
    const side = abs(x);
    surface.label = 1;
    const tone =
      1 + skin.blotch * (clouds(x * 5 + 9, y * 5, seed) - 0.5) + 0.1 * (noise(x * 40, y * 40, seed) - 0.5);
    surface.r = r * tone;
    surface.g = g * tone;
    surface.b = b * tone;
    surface.gloss = skin.shine * (0.6 + hill(((side - 0.1) / 0.5) ** 2 + ((y + 0.3) / 0.9) ** 2));
    surface.soft = 1;
    const cheeks = hill(((side - 0.4) / 0.32) ** 2 + ((y - 0.36) / 0.3) ** 2);
    const tip = hill((x / 0.2) ** 2 + ((y - nose.length + 0.06) / 0.16) ** 2);
    const flush = skin.flush * (cheeks + 0.8 * tip);
    if (flush > 0) stain(surface, blush, flush);
    // Light reaches the hollows of the eyes and the folds beside the nose less.
    const socket = hill(((side - eyes.distance + 0.06) / 0.27) ** 2 + ((y + 0.03) / 0.2) ** 2);
    surface.open *= 1 - 0.2 * socket;
    stain(surface, dim, 0.22 * socket);
    if (side < 0.5 && y > nose.length - 0.1 && y < mouth.y + 0.1) {
      const down = (y - nose.length + 0.1) / (mouth.y - nose.length + 0.12);
      const line = nose.halfWidth + 0.05 + (mouth.halfWidth + 0.07 - nose.halfWidth) * down ** 1.3;
      stain(surface, dim, folds * 0.55 * hill(((side - line) / 0.055) ** 2) * hill((down * 2 - 1) ** 2));
    }
    const bag = (y - 0.12 - 0.05 * (1 - ((side - eyes.distance) / 0.2) ** 2)) / 0.035;
    if (bag > -1 && bag < 1 && abs(side - eyes.distance) < 0.2)
      stain(
        surface,
        dim,
        (0.06 + 0.4 * skin.age ** 2) * hill(bag * bag) * hill(((side - eyes.distance) / 0.2) ** 2),
      );
    if (skin.age > 0.5) wrinkles(surface, x, y, side);
    if (skin.freckles > 0 && y > -0.5 && y < 0.7) {
      const cell = hash(floor(x * 38), floor(y * 38), seed + 5);
      if (cell < skin.freckles * (0.15 + cheeks + tip))
        over(surface, freckle[0], freckle[1], freckle[2], 0.5);
    }
  };

  function wrinkles(surface: Parameters<Part>[0], x: number, y: number, side: number): void {
    const strength = (skin.age - 0.5) * 1.3;
    const above = -brows.height - 0.1 - y;
    if (above > 0 && above < 0.36) {
      const row = (above + 0.03 * noise(x * 4, 0, seed)) / 0.09;
      const line = hill(((row - floor(row) - 0.5) / 0.22) ** 2);
      stain(surface, dim, strength * line * hill((x / 0.6) ** 2) * 0.7);
    }
    const out = side - eyes.distance - eyes.halfWidth;
    if (out > 0 && out < 0.2 && abs(y) < 0.15) {
      const ray = (y / (out + 0.1)) * 4;
      stain(
        surface,
        dim,
        strength * hill(((ray - floor(ray) - 0.5) / 0.25) ** 2) * ramp(0.2, 0.05, out) * 0.6,
      );
    }
  }
}
