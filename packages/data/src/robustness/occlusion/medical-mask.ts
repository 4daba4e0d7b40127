import { abs, happens, hill, max, min, noise, pick, type Rgb, ramp, rgb } from "@faceseg/image/paint";
import { between, capsule, type Occlusion, setColor } from "./thing.ts";

const cloths: readonly Rgb[] = [
  rgb(140, 186, 216),
  rgb(236, 238, 240),
  rgb(30, 30, 34),
  rgb(150, 206, 190),
  rgb(232, 178, 190),
  rgb(70, 92, 130),
];

/** A pleated mask; pulled up from the chin over mouth and nose for a larger share. */
export const medicalMask: Occlusion = {
  levels: [0.15, 0.22, 0.29, 0.36, 0.43],
  label: 0,
  describe: ({ left, right, chin, noseU, mouthU, mouthV }, random) => {
    const cloth = pick(random, cloths);
    const seed = random.integer(0, 0x7fffffff);
    const pleats = happens(random, 0.8) ? 0.35 : 0;
    const middle = (noseU + mouthU) / 2;
    const half = 0.5 * (right - left) * random.uniform(0.88, 0.96);
    const center = 0.7 * middle + 0.15 * (left + right);
    const wire = random.uniform(0.1, 0.3);
    return (extent) => {
      const ridge = between(mouthV + 0.55 * (chin - mouthV), -0.02, extent);
      const low = max(chin + 0.1, ridge + 0.55);
      const edge = (u: number) => {
        const x = abs(u - center) / half;
        return ridge + 0.42 * ramp(0.06, 0.75, x) * (0.6 + 0.4 * extent);
      };
      const side = (v: number) => half * (1 - 0.3 * ramp(mouthV, low, v));
      const body = (u: number, v: number) => {
        const x = (u - center) / half;
        return max(edge(u) - v, v - low + 0.3 * x * x, abs(u - center) - side(v));
      };
      const loop = (u: number, v: number) => {
        const at = abs(u - center);
        const upper = capsule(at, v, [half - 0.05, ridge + 0.45, 0.016], [half + 0.3, ridge + 0.1, 0.016]);
        const lower = capsule(
          at,
          v,
          [side(low) - 0.02, low - 0.28, 0.016],
          [half + 0.3, ridge + 0.35, 0.016],
        );
        return min(upper, lower);
      };
      return {
        round: 0.3,
        shadow: 0.12,
        distance: (u, v) => min(body(u, v), loop(u, v)),
        paint: (u, v, look) => {
          let tone = 0.92 + 0.08 * noise(90 * u, 90 * v, seed) + 0.14 * (noise(3 * u, 4 * v, seed + 1) - 0.5);
          const down = (v - edge(u)) / (low - ridge);
          for (const pleat of [0.32, 0.5, 0.68]) tone *= 1 - pleats * hill(((down - pleat) / 0.025) ** 2);
          const border = hill(((body(u, v) + 0.06) / 0.012) ** 2);
          tone *= 1 - 0.2 * border;
          tone *=
            1 + wire * hill(((v - edge(u) - 0.07) / 0.05) ** 2) * hill(((u - center) / (0.5 * half)) ** 2);
          setColor(look, cloth, tone);
          // Over the nose and the chin the cloth comes forward.
          const x = (u - center) / half;
          look.nx = look.nx * 0.5 + 0.75 * x;
          look.ny = look.ny * 0.5 + 0.45 * (down - 0.45);
          look.nz = max(0.25, 1 - abs(x) * 0.6);
        },
      };
    };
  },
};
