import { abs, along, hill, min, noise, scaled, skinTones } from "@faceseg/image/paint";
import { between, capsule, type Occlusion, setColor } from "./thing.ts";

/** Finger by finger: place at the knuckles, length and thickness; the hand points up. */
const fingers = [
  [-0.47, 0.92, 0.125, -0.1],
  [-0.16, 1.12, 0.14, -0.02],
  [0.16, 1.18, 0.145, 0.02],
  [0.47, 1.05, 0.14, 0.08],
] as const;

/** The back of a hand with its forearm, coming up from one side; further over the face for a larger share. */
export const hand: Occlusion = {
  levels: [0.1, 0.2, 0.3, 0.4, 0.5],
  label: 0,
  describe: ({ chin, noseU, noseV }, random) => {
    const skin = scaled(along(skinTones, random.uniform(0, 0.85)), 1.05);
    const seed = random.integer(0, 0x7fffffff);
    const from = random.integer(0, 1) ? 1 : -1;
    const lean = from * random.uniform(0.25, 0.85);
    const spread = random.uniform(0.02, 0.16);
    const grown = random.uniform(0.9, 1.05);
    const [cos, sin] = [Math.cos(lean), Math.sin(lean)];
    const aside = from * random.uniform(0.1, 0.45);
    return (extent) => {
      // A hand that covers more is also nearer to the camera.
      const size = grown * between(0.95, 1.3, extent);
      // The knuckles' way: along the forearm, from below the chin to above the nose.
      const way = between(chin + 1.5 - noseV, -1.1, extent);
      const [knuckleU, knuckleV] = [noseU + aside - way * sin, noseV + way * cos];
      const local = (u: number, v: number): [number, number] => {
        const [x, y] = [(u - knuckleU) / size, (v - knuckleV) / size];
        return [(x * cos + y * sin) * from, y * cos - x * sin];
      };
      const finger = (x: number, y: number, [at, length, thick, tilt]: (typeof fingers)[number]) => {
        const open = tilt + spread * 2 * at;
        const [bendX, bendY] = [at + open * 0.55 * length, -0.55 * length];
        const lower = capsule(x, y, [at, 0.1, thick * 1.15], [bendX, bendY, thick]);
        const upper = capsule(
          x,
          y,
          [bendX, bendY, thick],
          [at + open * length, -length + thick, thick * 0.85],
        );
        return min(lower, upper);
      };
      const shape = (x: number, y: number) => {
        let nearest = capsule(x, y, [-0.3, 0.3, 0.33], [-0.22, 0.75, 0.36]);
        nearest = min(nearest, capsule(x, y, [0.3, 0.3, 0.33], [0.2, 0.75, 0.36]));
        nearest = min(nearest, capsule(x, y, [0, 0.9, 0.45], [0, 5, 0.6]));
        nearest = min(nearest, capsule(x, y, [-0.35, 0.85, 0.24], [-0.78, 0.35, 0.165]));
        nearest = min(nearest, capsule(x, y, [-0.78, 0.35, 0.165], [-0.9, -0.1, 0.13]));
        for (const one of fingers) nearest = min(nearest, finger(x, y, one));
        return nearest;
      };
      return {
        round: 0.2,
        shadow: 0.2,
        distance: (u, v) => {
          const [x, y] = local(u, v);
          return shape(x, y) * size;
        },
        paint: (u, v, look) => {
          const [x, y] = local(u, v);
          let tone = 0.94 + 0.08 * noise(14 * x, 14 * y, seed) + 0.05 * noise(60 * x, 60 * y, seed + 1);
          let nail = 0;
          for (const one of fingers) {
            const [at, length, thick, tilt] = one;
            const open = tilt + spread * 2 * at;
            const inside = finger(x, y, one);
            // A dark line where one finger lies against the next, and creases over the joint.
            if (y < 0.1) tone *= 1 - 0.4 * hill((inside / 0.035) ** 2);
            const joint = hill(((y + 0.55 * length) / 0.06) ** 2) * (inside < 0 ? 1 : 0);
            tone *= 1 - 0.14 * joint * (0.5 + 0.5 * Math.cos(160 * y));
            const [nx, ny] = [x - at - open * (length - thick), y + length - thick * 1.25];
            nail += hill((nx / (0.62 * thick)) ** 2 + (ny / (0.8 * thick)) ** 2) > 0.05 ? 1 : 0;
          }
          tone *= 1 - 0.1 * hill(((abs(x) - 0.16) / 0.05) ** 2) * hill(((y - 0.35) / 0.35) ** 2);
          setColor(look, skin, tone);
          if (nail > 0) {
            look.r = look.r * 0.8 + 0.18;
            look.g = look.g * 0.75 + 0.1;
            look.b = look.b * 0.75 + 0.1;
            look.gloss = 0.2;
          }
        },
      };
    };
  },
};
