import { abs, happens, hill, max, min, noise, ramp } from "@faceseg/image/paint";
import { describeTexture } from "../../occluders/texture.ts";
import { between, norm, type Occlusion } from "./thing.ts";

/** A cap or a hat over the forehead, with a shadow under its brim; lower for a larger share. */
export const hatBrim: Occlusion = {
  levels: [0.08, 0.14, 0.2, 0.26, 0.32],
  label: 0,
  describe: ({ top, left, right }, random) => {
    const texture = describeTexture(random);
    const seed = random.integer(0, 0x7fffffff);
    const cap = happens(random, 0.5);
    const [middle, half] = [(left + right) / 2, (right - left) / 2];
    const wide = half * (cap ? random.uniform(1.12, 1.28) : random.uniform(1.5, 1.85));
    const bend = cap ? random.uniform(0.1, 0.28) : random.uniform(-0.1, 0.15);
    const crown = half * random.uniform(1.16, 1.28);
    return (extent) => {
      const low = between(top - 0.1, 0.6, extent);
      const thick = cap ? 0.26 : 0.2;
      const brim = (u: number, v: number) => {
        const x = (u - middle) / wide;
        return (norm(x, (v - low + thick + bend * x * x) / thick) - 1) * thick;
      };
      const seat = low - thick;
      const peak = min(top - 0.7, seat - 1.25);
      const dome = (u: number, v: number) => {
        const x = abs(u - middle) / crown;
        const roof = peak + 0.55 * x ** 3;
        return max(
          roof - v,
          v - seat - 0.08 * (1 - x * x),
          abs(u - middle) - crown * (0.86 + 0.14 * ramp(peak, seat, v)),
        );
      };
      return {
        round: 0.1,
        shadow: 0.42,
        distance: (u, v) => min(brim(u, v), dome(u, v)),
        paint: (u, v, look) => {
          texture(0.7 * u, 0.7 * v, look);
          const x = (u - middle) / crown;
          let tone = 0.92 + 0.12 * noise(50 * u, 50 * v, seed);
          if (brim(u, v) < 0) {
            // The edge toward the viewer is in the brim's own shade.
            tone *= 1 - 0.45 * ramp(low - 0.12, low, v + bend * x * x);
            [look.nx, look.ny, look.nz] = [0.3 * x, -0.6, 0.7];
          } else {
            tone *= 1 - 0.5 * ramp(seat - 0.16, seat - 0.13, v) * (cap ? 0.3 : 1);
            if (cap) tone *= 1 - 0.25 * hill((x / 0.02) ** 2);
            [look.nx, look.ny, look.nz] = [0.85 * x, -0.35 * ramp(seat, peak, v), max(0.2, 1 - abs(x) * 0.7)];
          }
          look.r *= tone;
          look.g *= tone;
          look.b *= tone;
        },
      };
    };
  },
};
