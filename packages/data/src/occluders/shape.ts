import type { Random } from "@faceseg/image";
import type { Light } from "@faceseg/image/paint";
import { pick, sqrt } from "@faceseg/image/paint";
import { type Polygon, polar, polygonDistance } from "./polygon.ts";
import { describeTexture } from "./texture.ts";

/** A flat thing around the origin, of a radius of about 1. */
export interface Shape {
  readonly distance: (x: number, y: number) => number;
  readonly paint: (x: number, y: number, light: Light) => void;
}

const outlines: readonly ((random: Random) => Polygon)[] = [
  // An ellipse.
  (random) => {
    const flat = random.uniform(0.4, 1);
    return polar(40, (angle) => flat / Math.hypot(flat * Math.cos(angle), Math.sin(angle)));
  },
  // A rectangle, square to bar.
  (random) => {
    const high = random.uniform(0.25, 0.9);
    return Float64Array.of(-0.9, -high, 0.9, -high, 0.9, high, -0.9, high);
  },
  // A polygon with three to seven corners at any distance.
  (random) => polar(random.integer(3, 7), () => random.uniform(0.6, 1.2)),
  // A blob.
  (random) => {
    const waves = [2, 3, 4, 5].map((count) => ({
      count,
      height: random.normal(0, 0.3 / count),
      phase: random.uniform(0, 2 * Math.PI),
    }));
    return polar(40, (angle) =>
      waves.reduce((sum, { count, height, phase }) => sum + height * Math.cos(count * angle + phase), 0.9),
    );
  },
];

/** A textured shape with light from one side, as in RandOcc (Voo et al., CVPR workshops 2022). */
export function describeShape(random: Random): Shape {
  const outline = pick(random, outlines)(random);
  const reach = outline.reduce(
    (most, x, at) => (at % 2 === 0 ? Math.max(most, Math.hypot(x, outline[at + 1] as number)) : most),
    0,
  );
  const turn = random.uniform(0, 2 * Math.PI);
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const texture = describeTexture(random);
  const slope = random.uniform(0, 0.3);
  const toLight = random.uniform(0, 2 * Math.PI);
  const [lightX, lightY] = [Math.cos(toLight) * slope, Math.sin(toLight) * slope];
  return {
    distance: (x, y) => {
      const beyond = sqrt(x * x + y * y) - reach;
      return beyond > 0.5 ? beyond : polygonDistance(outline, x * cos + y * sin, y * cos - x * sin);
    },
    paint: (x, y, light) => {
      texture(x, y, light);
      const tone = 0.9 + x * lightX + y * lightY;
      light.r *= tone;
      light.g *= tone;
      light.b *= tone;
    },
  };
}
