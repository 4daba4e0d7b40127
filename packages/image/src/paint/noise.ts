import { floor, imul } from "./arithmetic.ts";
/** A number in [0, 1) that depends on the cell and the seed alone. */
export function hash(x: number, y: number, seed: number): number {
  let h = imul(x | 0, 0x27d4eb2d) ^ imul(y | 0, 0x165667b1) ^ imul(seed | 0, 0x9e3779b1);
  h = imul(h ^ (h >>> 15), 0x85ebca6b);
  h = imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
}

/** Smooth noise in [0, 1] with features one unit wide. */
export function noise(x: number, y: number, seed: number): number {
  const ix = floor(x);
  const iy = floor(y);
  const fx = x - ix;
  const fy = y - iy;
  const sx = fx * fx * (3 - 2 * fx);
  const sy = fy * fy * (3 - 2 * fy);
  const a = hash(ix, iy, seed);
  const b = hash(ix + 1, iy, seed);
  const c = hash(ix, iy + 1, seed);
  const d = hash(ix + 1, iy + 1, seed);
  const top = a + (b - a) * sx;
  return top + (c + (d - c) * sx - top) * sy;
}

/** Smooth noise on a line, in [0, 1]. */
export function lineNoise(x: number, seed: number): number {
  const i = floor(x);
  const f = x - i;
  const a = hash(i, 0, seed);
  return a + (hash(i + 1, 0, seed) - a) * f * f * (3 - 2 * f);
}

/** Three octaves of smooth noise, in [0, 1]. */
export function clouds(x: number, y: number, seed: number): number {
  return (
    0.57 * noise(x, y, seed) +
    0.29 * noise(x * 2.03, y * 2.03, seed + 1) +
    0.14 * noise(x * 4.1, y * 4.1, seed + 2)
  );
}
