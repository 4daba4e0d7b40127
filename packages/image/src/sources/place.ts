import { resizeImage } from "../geometry/resize.ts";
import type { RgbImage } from "../image.ts";
import type { Size } from "../size.ts";

/**
 * How an image is fitted to a network's input: `"stretch"` distorts it, `"letterbox"` keeps its shape and adds black
 * bars.
 */
export type Fit = "stretch" | "letterbox";

/** A rectangle in pixels. */
export interface Box extends Size {
  /** Its left edge. */
  readonly x: number;
  /** Its upper edge. */
  readonly y: number;
}

/** The rectangle of a network's input that an image fills. */
export function place(image: Size, input: Size, fit: Fit): Box {
  if (fit === "stretch") return { x: 0, y: 0, width: input.width, height: input.height };
  const scale = Math.min(input.width / image.width, input.height / image.height);
  const width = Math.max(1, Math.round(image.width * scale));
  const height = Math.max(1, Math.round(image.height * scale));
  return {
    x: Math.floor((input.width - width) / 2),
    y: Math.floor((input.height - height) / 2),
    width,
    height,
  };
}

/**
 * An image at its place in a network's input, resized by `resizeImage`.
 *
 * @returns `[input.height, input.width, 3]`, RGB in [0, 1], black around the image.
 */
export function toInput(image: RgbImage, input: Size, { x, y, width, height }: Box): Float32Array {
  const { data } = resizeImage(image, { width, height });
  const values = new Float32Array(input.width * input.height * 3);
  for (let row = 0; row < height; row++) {
    const to = 3 * ((y + row) * input.width + x);
    for (let at = 0, from = 3 * row * width; at < 3 * width; at++, from++) {
      values[to + at] = (data[from] as number) / 255;
    }
  }
  return values;
}
