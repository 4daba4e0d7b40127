import type { RgbImage } from "../image.ts";
import { noise } from "../paint/noise.ts";
import type { Random } from "../random.ts";

/** Widest feature of the fog, as a share of the image's longer side, and the octaves below it. */
const widest = 0.5;
const octaves = 7;

/**
 * A field of fog from 0 (clear) to 1: octaves of smooth noise, each `decay` times weaker than the one before, as in
 * the plasma fractal of ImageNet-C.
 */
export function fogField(width: number, height: number, decay: number, random: Random): Float64Array {
  const seed = random.integer(0, 0x7fffffff);
  const side = Math.max(width, height) * widest;
  const field = new Float64Array(width * height);
  let [lowest, highest] = [Infinity, -Infinity];
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++, at++) {
      let [value, weight, scale] = [0, 1, 1 / side];
      for (let octave = 0; octave < octaves; octave++) {
        value += weight * noise(column * scale, row * scale, seed + octave);
        weight /= decay;
        scale *= 2;
      }
      field[at] = value;
      if (value < lowest) lowest = value;
      if (value > highest) highest = value;
    }
  }
  const range = highest - lowest || 1;
  return field.map((value) => (value - lowest) / range);
}

/** Adds `strength` times the field, in shares of the full scale, and compresses the sum to the range it had. */
export function haze(image: RgbImage, field: Float64Array, strength: number): RgbImage {
  const { data: source } = image;
  const most = source.reduce((high, value) => (value > high ? value : high), 0) / 255;
  const squeeze = most / (most + strength);
  const data = new Uint8ClampedArray(source.length);
  for (let at = 0; at < data.length; at++) {
    data[at] = ((source[at] as number) + 255 * strength * (field[(at / 3) | 0] as number)) * squeeze;
  }
  return { ...image, data: new Uint8Array(data.buffer) };
}
