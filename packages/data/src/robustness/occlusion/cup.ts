import { abs, max, min } from "@faceseg/image/paint";
import { describeTexture } from "../../occluders/texture.ts";
import { between, type Look, norm, type Occlusion } from "./thing.ts";

/** A mug before the chin, lifted over the mouth and larger for a larger share. */
export const cup: Occlusion = {
  levels: [0.08, 0.14, 0.2, 0.26, 0.32],
  label: 0,
  describe: ({ mouthU, noseV, chin }, random) => {
    const texture = describeTexture(random);
    const side = random.integer(0, 1) ? 1 : -1;
    const tall = random.uniform(1.9, 2.4);
    const taper = random.uniform(0, 0.25);
    const lean = random.uniform(-0.15, 0.15);
    const [sin, cos] = [Math.sin(lean), Math.cos(lean)];
    return (extent) => {
      const wide = between(0.42, 0.98, extent);
      const high = tall * wide;
      const flat = 0.2 * wide;
      const rim = between(chin, noseV, extent);
      const local = (u: number, v: number): [number, number] => {
        const [x, y] = [u - mouthU, v - rim];
        return [(x * cos + y * sin) * side, y * cos - x * sin];
      };
      const half = (y: number) => wide * (1 - (taper * max(y, 0)) / high);
      const opening = (x: number, y: number) => (norm(x / wide, y / flat) - 1) * flat;
      const wall = (x: number, y: number) => {
        const bulge = flat * Math.sqrt(max(0, 1 - (x / wide) ** 2)) * 0.8;
        return max(abs(x) - half(y), -y, y - high - bulge);
      };
      const handle = (x: number, y: number) => {
        const ring = norm((x - half(0.45 * high)) / 0.42, (y - 0.45 * high) / (0.62 * tall * 0.5)) - wide;
        return max(abs(ring) * 0.5 - 0.085 * wide, half(y) * 0.97 - x);
      };
      return {
        round: 0.05,
        shadow: 0.2,
        distance: (u, v) => {
          const [x, y] = local(u, v);
          return min(opening(x, y), wall(x, y), handle(x, y));
        },
        paint: (u, v, look) => {
          const [x, y] = local(u, v);
          texture((1.3 * x) / wide, (1.3 * y) / wide, look);
          look.gloss = 0.3;
          const inside = opening(x, y);
          if (inside < -0.05 * wide) {
            for (const channel of ["r", "g", "b"] satisfies (keyof Look)[])
              look[channel] = 0.12 + 0.2 * look[channel];
            [look.nx, look.ny, look.nz] = [(0.5 * x) / wide, -0.6, 0.5];
          } else if (wall(x, y) < 0) {
            const at = min(max(x / half(y), -1), 1);
            [look.nx, look.ny, look.nz] = [at * side, 0, Math.sqrt(1.02 - at * at)];
          }
        },
      };
    };
  },
};
