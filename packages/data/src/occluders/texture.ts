import type { Random } from "@faceseg/image";
import type { Light, Rgb } from "@faceseg/image/paint";
import { clouds, cos as cosine, floor, hypot, noise, pick, ramp } from "@faceseg/image/paint";
import { describeColor } from "../synthetic/describe-scene.ts";

/** Sets the color at a point of a surface, in units of the thing that wears it. */
export type Texture = (x: number, y: number, light: Light) => void;

/** How much of the second color shows at a point, 0 to 1. */
type Pattern = (x: number, y: number, seed: number) => number;

const wave = (at: number) => 0.5 - 0.5 * cosine(6.2832 * at);
const edge = (share: number) => ramp(0.4, 0.6, share);

const patterns: readonly Pattern[] = [
  () => 0,
  (x) => edge(wave(4 * x)),
  (x, y) => edge(wave(3 * x)) * 0.5 + edge(wave(3 * y)) * 0.5,
  (x, y) => (floor(5 * x) + floor(5 * y)) & 1,
  (x, y) => ramp(0.34, 0.28, hypot(4 * x - floor(4 * x) - 0.5, 4 * y - floor(4 * y) - 0.5)),
  (x, y, seed) => ramp(0.3, 0.7, clouds(3 * x, 3 * y, seed)),
  (x, y, seed) => wave(2.5 * y + 2 * noise(0.7 * x, 2 * y, seed)) * (0.6 + 0.4 * noise(4 * x, 40 * y, seed)),
  (x, y, seed) => edge(clouds(9 * x, 9 * y, seed)),
  (x, y) => edge(wave(12 * (x + y))) * edge(wave(12 * (x - y))),
];

/** A pattern of two colors, turned, with a little grain. */
export function describeTexture(random: Random): Texture {
  const [first, second]: [Rgb, Rgb] = [describeColor(random), describeColor(random)];
  const pattern = pick(random, patterns);
  const angle = random.uniform(0, 2 * Math.PI);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const scale = random.uniform(0.5, 1.6);
  const seed = random.integer(0, 0x7fffffff);
  return (x, y, light) => {
    const u = scale * (x * cos + y * sin);
    const v = scale * (y * cos - x * sin);
    const share = pattern(u, v, seed);
    const tone = 0.9 + 0.2 * noise(30 * x, 30 * y, seed + 1);
    light.r = (first[0] + (second[0] - first[0]) * share) * tone;
    light.g = (first[1] + (second[1] - first[1]) * share) * tone;
    light.b = (first[2] + (second[2] - first[2]) * share) * tone;
  };
}
