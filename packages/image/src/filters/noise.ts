import type { RgbImage } from "../image.ts";
import type { Random } from "../random.ts";

/** Normally distributed noise on every channel of every pixel; `deviation` is a share of the full scale. */
export function gaussianNoise(image: RgbImage, deviation: number, random: Random): RgbImage {
  const data = new Uint8ClampedArray(image.data.length);
  for (let at = 0; at < data.length; at++) {
    data[at] = (image.data[at] as number) + random.normal(0, 255 * deviation);
  }
  return { ...image, data: new Uint8Array(data.buffer) };
}

/** Photon noise: each channel counts on average `photons` times its share of the full scale (Poisson). */
export function shotNoise(image: RgbImage, photons: number, random: Random): RgbImage {
  const data = new Uint8ClampedArray(image.data.length);
  for (let at = 0; at < data.length; at++) {
    data[at] = (255 * poisson(random, ((image.data[at] as number) / 255) * photons)) / photons;
  }
  return { ...image, data: new Uint8Array(data.buffer) };
}

/** Salt and pepper: a share of all channel values becomes 255 or 0, each as often. */
export function impulseNoise(image: RgbImage, share: number, random: Random): RgbImage {
  const data = image.data.slice();
  for (let at = 0; at < data.length; at++) {
    const drawn = random.uniform();
    if (drawn < share) data[at] = drawn < share / 2 ? 255 : 0;
  }
  return { ...image, data };
}

/** A Poisson-distributed number, by inversion: for means up to about 100. */
function poisson(random: Random, mean: number): number {
  let left = random.uniform();
  let count = 0;
  for (let chance = Math.exp(-mean); left >= chance && chance > 0; chance *= mean / count) {
    left -= chance;
    count++;
  }
  return count;
}
