import { resizeImage } from "../geometry/resize.ts";
import type { RgbImage } from "../image.ts";
import type { Size } from "../size.ts";

/** How a picture is brought to the size of a network's input: distorted, or whole with black bars. */
export type Fit = "stretch" | "letterbox";

/** A rectangle in pixels. */
export interface Box extends Size {
  readonly x: number;
  readonly y: number;
}

/** Where a picture comes to lie in a network's input. */
export function place(picture: Size, input: Size, fit: Fit): Box {
  if (fit === "stretch") return { x: 0, y: 0, width: input.width, height: input.height };
  const scale = Math.min(input.width / picture.width, input.height / picture.height);
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  return {
    x: Math.floor((input.width - width) / 2),
    y: Math.floor((input.height - height) / 2),
    width,
    height,
  };
}

/** A picture at its place in a network's input: RGB in [0, 1], [height, width, 3], black around it. */
export function toInput(picture: RgbImage, input: Size, { x, y, width, height }: Box): Float32Array {
  const same = picture.width === width && picture.height === height;
  const { data } = same ? picture : resizeImage(picture, { width, height });
  const values = new Float32Array(input.width * input.height * 3);
  for (let row = 0; row < height; row++) {
    const to = 3 * ((y + row) * input.width + x);
    for (let at = 0, from = 3 * row * width; at < 3 * width; at++, from++) {
      values[to + at] = (data[from] as number) / 255;
    }
  }
  return values;
}
