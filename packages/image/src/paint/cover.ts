import type { LabeledImage } from "../image.ts";
import { round, sqrt } from "./arithmetic.ts";
import { coverage } from "./ink.ts";

/** A color in linear light, set by `Cover.paint`. */
export interface Light {
  /** Red, 0 to 1. */
  r: number;
  /** Green, 0 to 1. */
  g: number;
  /** Blue, 0 to 1. */
  b: number;
}

/** Something flat in front of an image; points are in pixels from the upper left corner. */
export interface Cover {
  /** Distance in pixels from a point to the outline, negative inside. */
  readonly distance: (x: number, y: number) => number;
  /** Sets the color at a point. */
  readonly paint: (x: number, y: number, light: Light) => void;
}

/**
 * The image behind a cover: colors mix along the outline by the covered share of the pixel, and pixels whose
 * center is covered get the id.
 *
 * @returns A new pair; a cover that covers nothing changes nothing.
 */
export function cover(labeled: LabeledImage, { distance, paint }: Cover, id: number): LabeledImage {
  const { width, height } = labeled.labels;
  const image = labeled.image.data.slice();
  const labels = labeled.labels.data.slice();
  const light: Light = { r: 0, g: 0, b: 0 };
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++, at++) {
      const [x, y] = [column + 0.5, row + 0.5];
      const away = distance(x, y);
      const share = coverage(away, 1);
      if (share === 0) continue;
      paint(x, y, light);
      image[3 * at] = blend(image[3 * at] as number, light.r, share);
      image[3 * at + 1] = blend(image[3 * at + 1] as number, light.g, share);
      image[3 * at + 2] = blend(image[3 * at + 2] as number, light.b, share);
      if (away < 0) labels[at] = id;
    }
  }
  return {
    ...labeled,
    image: { ...labeled.image, data: image },
    labels: { ...labeled.labels, data: labels },
  };
}

/** Light adds up, display values do not: both are squared (a display gamma of 2), mixed, and rooted. */
function blend(shown: number, light: number, share: number): number {
  const linear = (shown / 255) ** 2 * (1 - share) + light * share;
  return linear >= 1 ? 255 : round(sqrt(linear) * 255);
}
