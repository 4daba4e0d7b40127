import type { RgbImage } from "../image.ts";

/** Draws every channel toward its mean over the image; a `share` of 0 leaves the mean alone. */
export function fadeContrast(image: RgbImage, share: number): RgbImage {
  const { data: source } = image;
  const means = [0, 0, 0];
  source.forEach((value, at) => {
    (means[at % 3] as number) += (3 * value) / source.length;
  });
  const data = new Uint8ClampedArray(source.length);
  for (let at = 0; at < data.length; at += 3) {
    for (let channel = 0; channel < 3; channel++) {
      const mean = means[channel] as number;
      data[at + channel] = mean + share * ((source[at + channel] as number) - mean);
    }
  }
  return { ...image, data: new Uint8Array(data.buffer) };
}
