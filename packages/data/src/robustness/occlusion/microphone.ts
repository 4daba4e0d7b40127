import { abs, floor, max, min, pick, type Rgb, rgb } from "@faceseg/image/paint";
import { between, capsule, norm, type Occlusion, setColor } from "./thing.ts";

const grilles: readonly Rgb[] = [rgb(150, 152, 156), rgb(44, 44, 48), rgb(196, 168, 104), rgb(188, 40, 44)];

/** A ball of wire mesh before the mouth, on a handle; nearer and higher for a larger share. */
export const microphone: Occlusion = {
  levels: [0.04, 0.08, 0.12, 0.16, 0.2],
  label: 0,
  describe: ({ mouthU, mouthV, chin }, random) => {
    const grille = pick(random, grilles);
    const body = pick(random, [rgb(26, 26, 28), rgb(70, 72, 76), rgb(150, 150, 154)]);
    const lean = random.uniform(-0.7, 0.7);
    const below = random.uniform(0.05, 0.2);
    const [sin, cos] = [Math.sin(lean), Math.cos(lean)];
    return (extent) => {
      const radius = between(0.28, 1.05, extent);
      const [middleU, middleV] = [mouthU, between(chin, mouthV + below, extent) + 0.3 * radius];
      const end = (length: number, thick: number): [number, number, number] => [
        middleU + sin * length * radius,
        middleV + cos * length * radius,
        thick * radius,
      ];
      const [neck, foot] = [end(0.85, 0.62), end(6.5, 0.42)];
      const ball = (u: number, v: number) => norm(u - middleU, v - middleV) - radius;
      return {
        round: radius * 0.6,
        shadow: 0.2,
        distance: (u, v) => min(ball(u, v), capsule(u, v, neck, foot)),
        paint: (u, v, look) => {
          const [x, y] = [(u - middleU) / radius, (v - middleV) / radius];
          const down = x * sin + y * cos;
          const across = x * cos - y * sin;
          look.gloss = 0.35;
          if (ball(u, v) > 0 || down > 0.93) {
            setColor(look, body);
            const at = min(max(across / 0.6, -1), 1);
            look.nx = at * cos;
            look.ny = -at * sin;
            look.nz = Math.sqrt(1.01 - at * at);
            return;
          }
          const depth = Math.sqrt(max(0.02, 1 - x * x - y * y));
          // The mesh follows the ball: wires along longitude and latitude.
          const [longitude, latitude] = [Math.atan2(across, depth) * 9, Math.asin(min(max(down, -1), 1)) * 9];
          const wire = max(abs(longitude - floor(longitude) - 0.5), abs(latitude - floor(latitude) - 0.5));
          const band = abs(down - 0.12) < 0.1;
          setColor(look, grille, band ? 1.25 : wire > 0.3 ? 1 : 0.3);
          [look.nx, look.ny, look.nz] = [x, y, depth];
        },
      };
    };
  },
};
