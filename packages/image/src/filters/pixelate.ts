import type { RgbImage } from "../image.ts";
import { floor, max, min } from "../paint/arithmetic.ts";

/** Blocks of one color: the image averaged to a share of its size, and enlarged without smoothing. */
export function pixelate(image: RgbImage, share: number): RgbImage {
  const { width, height, data: source } = image;
  const [across, down] = [max(1, floor(share * width)), max(1, floor(share * height))];
  const small = averaged(
    averaged(source, width, height, across, 3, 3 * width),
    height,
    across,
    down,
    3 * across,
    3,
  );
  const data = new Uint8Array(source.length);
  for (let row = 0, to = 0; row < height; row++) {
    const from = floor(((row + 0.5) * down) / height) * across;
    for (let column = 0; column < width; column++, to += 3) {
      const at = 3 * (from + floor(((column + 0.5) * across) / width));
      for (let channel = 0; channel < 3; channel++) data[to + channel] = small[at + channel] as number;
    }
  }
  return { width, height, data };
}

/** Shrinks one axis from `length` to `to` pixels: each becomes the mean of the pixels with their centers in it. */
function averaged(
  source: Uint8Array,
  length: number,
  lines: number,
  to: number,
  step: number,
  jump: number,
): Uint8Array {
  const target = new Uint8Array(3 * to * lines);
  const along = step === 3;
  for (let place = 0; place < to; place++) {
    const from = floor((place * length) / to + 0.5);
    const end = min(floor(((place + 1) * length) / to + 0.5), length);
    for (let line = 0; line < lines; line++) {
      const at = along ? 3 * (line * to + place) : 3 * (place * lines + line);
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        for (let pixel = from; pixel < end; pixel++) {
          sum += source[line * jump + pixel * step + channel] as number;
        }
        target[at + channel] = sum / (end - from) + 0.5;
      }
    }
  }
  return target;
}
