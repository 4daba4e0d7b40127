import { abs, hairColors, max, min, noise, pick, ramp, sin } from "@faceseg/image/paint";
import { between, type Occlusion, setColor } from "./thing.ts";

/**
 * Locks that fall from the hairline over the face, in the color of the image's own hair; wider for a larger share.
 * What they cover becomes hair (10), not background: that is what one sees there.
 */
export const hairStrand: Occlusion = {
  levels: [0.06, 0.1, 0.14, 0.18, 0.22],
  label: 10,
  describe: ({ top, chin, left, right }, random, own) => {
    const color = own ?? pick(random, hairColors);
    const seed = random.integer(0, 0x7fffffff);
    const from = random.integer(0, 1) ? 1 : -1;
    const reach = from > 0 ? right : -left;
    const start = top - 0.6;
    const locks = Array.from({ length: random.integer(6, 9) }, (_, index) => ({
      at: between(-0.1, 0.9, index / 8) * reach + random.uniform(-0.08, 0.08),
      slope: random.uniform(-0.3, 0.12),
      curl: random.uniform(0.03, 0.16),
      phase: random.uniform(0, 6.28),
      end: between(0.35, chin, random.uniform(0.2, 1)),
      width: random.uniform(0.4, 1.4),
    }));
    return (extent) => {
      const thick = between(0.004, 0.26, extent);
      const lock = (u: number, v: number, { at, slope, curl, phase, end, width }: (typeof locks)[number]) => {
        const along = (v - start) / (end - start);
        const line = from * (at + slope * (v - start) + curl * sin(2.4 * (v - start) + phase));
        const half = thick * width * (1 - 0.9 * along * along) * ramp(-0.1, 0.5, along) + 0.003;
        return max(abs(u - line) - half, v - end, start - v);
      };
      const nearest = (u: number, v: number) => {
        let best = lock(u, v, locks[0] as (typeof locks)[number]);
        for (const one of locks) best = min(best, lock(u, v, one));
        return best;
      };
      return {
        round: 0.06,
        shadow: 0.12,
        // Single hairs fray the outline.
        distance: (u, v) =>
          nearest(u, v) +
          between(0.01, 0.06, extent) * (noise(26 * u + 2 * sin(2.4 * v), 1.1 * v, seed) - 0.5),
        paint: (u, v, look) => {
          const drift = u + 0.1 * sin(2.4 * v) + 0.06 * noise(2 * u, 2 * v, seed);
          const tone =
            0.55 + 0.55 * noise(16 * drift, 0.8 * v, seed + 1) + 0.5 * noise(60 * drift, 1.5 * v, seed + 2);
          const band = ramp(0.35, 0, abs(v - top - 0.8 + 0.3 * noise(9 * drift, 0, seed + 3)));
          setColor(look, color, tone * (1 + 0.7 * band));
          look.alpha = 0.96;
        },
      };
    };
  },
};
