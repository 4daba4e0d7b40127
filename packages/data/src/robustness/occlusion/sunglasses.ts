import { abs, max, min, pick, type Rgb, ramp, rgb } from "@faceseg/image/paint";
import { between, type Occlusion, setColor } from "./thing.ts";

const frames: readonly Rgb[] = [
  rgb(18, 18, 20),
  rgb(70, 42, 26),
  rgb(205, 172, 98),
  rgb(186, 188, 192),
  rgb(150, 24, 36),
  rgb(232, 230, 224),
];
const tints: readonly Rgb[] = [
  rgb(20, 20, 22),
  rgb(48, 32, 22),
  rgb(24, 34, 30),
  rgb(26, 32, 56),
  rgb(72, 38, 22),
];

/** Two dark lenses over the eyes, with rims, a bridge and temples; larger lenses for a larger share. */
export const sunglasses: Occlusion = {
  levels: [0.1, 0.13, 0.17, 0.21, 0.25],
  label: 0,
  describe: ({ left, right }, random) => {
    const [frame, tint] = [pick(random, frames), pick(random, tints)];
    const corner = random.uniform(2, 4.5);
    const flat = random.uniform(0.72, 0.95);
    const rim = random.uniform(0.02, 0.05);
    const droop = random.uniform(0, 0.25);
    const gradient = random.uniform(0, 1);
    const glare = random.uniform(0.1, 0.6);
    const slope = random.uniform(0.4, 1.1);
    return (extent) => {
      const wide = between(0.12, 0.7, extent);
      const high = wide * flat;
      const middle = max(0.5, wide + 0.07);
      const hinge = middle + wide;
      const lens = (u: number, v: number) => {
        const x = abs(abs(u) - middle) / wide;
        const y = abs(v - 0.06 - droop * wide * (abs(u) < middle ? -0.15 : 0.15)) / high;
        return ((x ** corner + y ** corner) ** (1 / corner) - 1) * high;
      };
      const bar = (u: number, v: number) => {
        const bridge = max(abs(v + 0.12 * high) - rim - 0.012, abs(u) - middle + wide);
        const end = (u < 0 ? -left : right) - 0.04;
        const temple = max(abs(v + 0.35 * high) - rim * 0.8, hinge - 0.06 - abs(u), abs(u) - max(end, hinge));
        return min(bridge, temple);
      };
      return {
        round: 0.05,
        shadow: 0.14,
        distance: (u, v) => min(lens(u, v) - rim, bar(u, v)),
        paint: (u, v, look) => {
          if (lens(u, v) > 0) {
            setColor(look, frame);
            look.gloss = 0.5;
            return;
          }
          const down = ramp(-high, high, v);
          setColor(look, tint, 1 + 2.5 * gradient * down);
          look.alpha = 0.97 - 0.12 * gradient * down;
          // A window mirrored in both lenses.
          const streak = (abs(u) - middle) * (u < 0 ? -slope : slope) + v + 0.3 * high;
          const shine = glare * ramp(0.16 * high, 0.1 * high, abs(streak)) * ramp(high, -high, v);
          look.r += (0.7 - look.r) * shine * 0.6;
          look.g += (0.75 - look.g) * shine * 0.6;
          look.b += (0.8 - look.b) * shine * 0.6;
          look.nx = (abs(u) - middle) * 0.4;
          look.ny = v * 0.4;
          look.nz = 0.9;
          look.gloss = 0.25;
        },
      };
    };
  },
};
