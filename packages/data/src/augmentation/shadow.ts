import type { Random, RgbImage } from "@faceseg/image";
import { noise, ramp } from "@faceseg/image/paint";

/**
 * A shadow that falls over the image from one side, with a wavy, soft edge.
 *
 * @param values.darkness share of the light that is taken
 * @param values.softness width of the edge, as a share of the image's side
 */
export function shadow(
  { darkness, softness }: { darkness: number; softness: number },
  image: RgbImage,
  random: Random,
): RgbImage {
  const { width, height, data: source } = image;
  const side = Math.max(width, height);
  const angle = random.uniform(0, 2 * Math.PI);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [middleX, middleY] = [random.uniform(0.25, 0.75), random.uniform(0.25, 0.75)];
  const wave = random.uniform(0, 0.25);
  const seed = random.integer(0, 0x7fffffff);
  const data = new Uint8Array(source.length);
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++, at += 3) {
      const x = (column + 0.5 - middleX * width) / side;
      const y = (row + 0.5 - middleY * height) / side;
      const depth = x * cos + y * sin + wave * (noise(5 * (y * cos - x * sin), 0, seed) - 0.5);
      const gain = 1 - darkness * ramp(-softness / 2, softness / 2, depth);
      for (let channel = 0; channel < 3; channel++) {
        data[at + channel] = (source[at + channel] as number) * gain + 0.5;
      }
    }
  }
  return { width, height, data };
}
