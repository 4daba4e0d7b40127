import { abs, floor, lineNoise, max, noise, ramp, sin } from "@faceseg/image/paint";
import { describeTexture } from "../../occluders/texture.ts";
import { between, type Occlusion } from "./thing.ts";

/** A knitted scarf wound around neck and chin; up to the nose for a larger share. */
export const scarf: Occlusion = {
  levels: [0.1, 0.18, 0.26, 0.34, 0.42],
  label: 0,
  describe: ({ left, right, chin, noseU }, random) => {
    const texture = describeTexture(random);
    const seed = random.integer(0, 0x7fffffff);
    const [middle, half] = [(left + right) / 2, (right - left) / 2];
    const slant = random.uniform(-0.12, 0.12);
    const folds = random.uniform(3.5, 6);
    const knit = random.uniform(14, 22);
    return (extent) => {
      const ridge = between(chin + 0.15, 0.1, extent);
      const edge = (u: number) => {
        const x = (u - noseU) / half;
        return ridge + slant * x + 0.16 * x * x + 0.07 * (lineNoise(2.2 * u, seed) - 0.5);
      };
      const side = (v: number) =>
        half + 0.12 + 0.5 * ramp(chin - 0.3, chin + 1.2, v) + 0.05 * lineNoise(3 * v, seed);
      return {
        round: 0.22,
        shadow: 0.16,
        distance: (u, v) => max(edge(u) - v, abs(u - middle) - side(v)),
        paint: (u, v, look) => {
          const down = v - edge(u);
          texture(0.8 * u, 0.8 * down, look);
          // Rolls of cloth around the neck, each lit from above.
          const roll = folds * (down + 0.12 * noise(1.6 * u, 2 * v, seed + 2)) + 0.8 * u * slant;
          const turn = sin(6.2832 * (roll / 2.2));
          const [stitch, row] = [knit * u, knit * v];
          const lean = abs(stitch - floor(stitch) - 0.5);
          const yarn = 0.82 + 0.3 * abs(row + 1.4 * lean - floor(row + 1.4 * lean) - 0.5);
          const tone = yarn * (0.86 + 0.14 * turn);
          look.r *= tone;
          look.g *= tone;
          look.b *= tone;
          const x = (u - middle) / side(v);
          look.nx = 0.5 * look.nx + 0.7 * x;
          look.ny = 0.6 * look.ny + 0.35 * sin(6.2832 * (roll / 2.2 + 0.25));
          look.nz = 0.75;
        },
      };
    };
  },
};
