import type { RgbImage } from "../image.ts";

/** The mean color of an image in linear light (display gamma 2), so that painting it gives its mean display value. */
export function meanColor({ data }: RgbImage): [number, number, number] {
  const sums: [number, number, number] = [0, 0, 0];
  for (let at = 0; at < data.length; at += 3) {
    sums[0] += data[at] as number;
    sums[1] += data[at + 1] as number;
    sums[2] += data[at + 2] as number;
  }
  const square = (sum: number) => (sum / (data.length / 3) / 255) ** 2;
  return [square(sums[0]), square(sums[1]), square(sums[2])];
}
