import type { Size } from "@faceseg/image";
import type { OutputOptions } from "../predictor/predictor.ts";

/** One way to read an output's shape: which of its dimensions are the classes, and how the pixels lie. */
export interface Reading extends Size {
  /** As the option `outputLayout` calls it. */
  readonly layout: Exclude<OutputOptions["outputLayout"], undefined>;
  /** Numbers of a pixel. */
  readonly channels: number;
}

/** The most classes of a taxonomy: label maps are bytes, and 255 is no class. */
const mostClasses = 255;

/**
 * All ways to read a shape as numbers for the pixels of an image.
 *
 * @param shape The output's, without the batch.
 * @param input Size of the network's input, whose shape the output has, at any scale.
 */
export function readingsOf(shape: readonly number[], input: Size): Reading[] {
  const [a = 0, b = 0, c = 0] = shape;
  const found: (Reading | undefined)[] = [];
  const map = (layout: Reading["layout"], height: number, width: number, channels: number) =>
    found.push(fits({ width, height }, input) ? { layout, width, height, channels } : undefined);
  const list = (layout: Reading["layout"], pixels: number, channels: number) => {
    const grid = gridOf(pixels, input);
    if (grid) map(layout, grid.height, grid.width, channels);
  };
  if (shape.length === 3) {
    map("channels-last", a, b, c);
    map("channels-first", b, c, a);
  }
  if (shape.length === 2) {
    map("map", a, b, 1);
    list("channels-last", a, b);
    list("channels-first", b, a);
  }
  if (shape.length === 1) list("map", a, 1);
  const legal = found.filter((one) => one !== undefined);
  return legal.filter(({ channels }) => channels >= 1 && channels <= mostClasses);
}

/** Whether a map has the shape of the input, but for the rounding of sides. One pixel for a whole image is no map. */
function fits({ width, height }: Size, input: Size): boolean {
  const pixels = width * height;
  if (pixels < 1 || (pixels === 1 && input.width * input.height > 1)) return false;
  const difference = Math.abs(height * input.width - width * input.height);
  return difference === 0 || difference < Math.max(input.width, input.height);
}

/** The rows and columns in which pixels lie, at exactly the shape of the input; undefined where there are none such. */
function gridOf(pixels: number, input: Size): Size | undefined {
  const width = Math.round(Math.sqrt((pixels * input.width) / input.height));
  const height = pixels / width;
  const isExact = Number.isInteger(height) && height * input.width === width * input.height;
  return isExact ? { width, height } : undefined;
}
