import type { Rgb } from "../color/parse-color.ts";
import { partName, sidedName } from "./class-names.ts";

/** Colors of the parts that data sets share, by canonical name. */
const known: Readonly<Record<string, Rgb>> = {
  background: [0, 0, 0],
  skin: [204, 164, 133],
  "left eyebrow": [76, 153, 0],
  "right eyebrow": [128, 204, 0],
  "left eye": [0, 128, 255],
  "right eye": [0, 204, 255],
  nose: [255, 191, 0],
  "upper lip": [255, 64, 64],
  "inner mouth": [153, 0, 76],
  "lower lip": [255, 128, 170],
  hair: [140, 82, 45],
  glasses: [102, 51, 204],
  "left ear": [255, 102, 0],
  "right ear": [255, 153, 51],
  hat: [0, 102, 102],
  earring: [255, 255, 0],
  necklace: [204, 204, 0],
  neck: [153, 102, 102],
  clothes: [102, 102, 153],
};

/**
 * The color of a class that comes without one: that of its part where it is known, else hues a golden section apart.
 */
export function classColor(name: string, id: number): Rgb {
  const color = known[partName(name)] ?? known[sidedName(name) ?? ""];
  if (color) return color;
  if (id === 0) return [0, 0, 0];
  const hue = (id * 0.618034) % 1;
  return [0, 1 / 3, 2 / 3].map((shift) =>
    Math.round(255 * (0.55 + 0.4 * Math.cos(2 * Math.PI * (hue - shift)))),
  ) as unknown as Rgb;
}
