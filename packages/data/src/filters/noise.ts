import type { Picture } from "../picture.ts";
import type { Random } from "../random.ts";

/** Normally distributed noise on every channel of every pixel; `deviation` is a share of the full scale. */
export function gaussianNoise(picture: Picture, deviation: number, random: Random): Picture {
  const data = new Uint8ClampedArray(picture.data.length);
  for (let at = 0; at < data.length; at++) {
    data[at] = (picture.data[at] as number) + random.normal(0, 255 * deviation);
  }
  return { ...picture, data: new Uint8Array(data.buffer) };
}
