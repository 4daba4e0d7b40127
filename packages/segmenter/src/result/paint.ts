import { checkNumber } from "@faceseg/core";
import type { FaceClass, LabelMap } from "@faceseg/image";
import { type AnyImage, type RgbaImage, toRgba } from "./rgba.ts";

/** Options of `paint` and `overlay`. */
export interface PaintOptions {
  /** Ids to draw. @default all but 0, the background */
  readonly ids?: readonly number[];
}

/** Options of `overlay`. */
export interface OverlayOptions extends PaintOptions {
  /** 0 shows the image, 1 the colors alone. @default 0.5 */
  readonly opacity?: number;
}

/** The color of each id; 255 (ignore) and what is not drawn have none. */
function palette(classes: readonly FaceClass[], ids: readonly number[] | undefined) {
  const colors = new Array<FaceClass["color"] | undefined>(256);
  for (const { id, color } of classes) {
    if (ids ? ids.includes(id) : id !== 0) colors[id] = color;
  }
  return colors;
}

/** A label map in the colors of its classes, transparent where nothing is drawn. */
export function paint(
  { width, height, data }: LabelMap,
  classes: readonly FaceClass[],
  { ids }: PaintOptions = {},
): RgbaImage {
  const colors = palette(classes, ids);
  const rgba = new Uint8ClampedArray(4 * data.length);
  for (let pixel = 0, to = 0; pixel < data.length; pixel++, to += 4) {
    const color = colors[data[pixel] as number];
    if (!color) continue;
    rgba[to] = color[0];
    rgba[to + 1] = color[1];
    rgba[to + 2] = color[2];
    rgba[to + 3] = 255;
  }
  return { width, height, data: rgba };
}

/**
 * An image with the colors of its label map laid over it.
 *
 * @param image The image, RGB or RGBA.
 * @throws {RangeError} where the sizes differ, or `opacity` is not in [0, 1].
 */
export function overlay(
  image: AnyImage,
  labels: LabelMap,
  classes: readonly FaceClass[],
  { opacity = 0.5, ids }: OverlayOptions = {},
): RgbaImage {
  checkNumber("opacity", opacity, { min: 0, max: 1 });
  checkSameSize(image, labels);
  const colors = palette(classes, ids);
  const drawn = toRgba(image);
  for (let pixel = 0, to = 0; pixel < labels.data.length; pixel++, to += 4) {
    const color = colors[labels.data[pixel] as number];
    if (!color) continue;
    for (let channel = 0; channel < 3; channel++) {
      const below = drawn.data[to + channel] as number;
      drawn.data[to + channel] = below + ((color[channel] as number) - below) * opacity;
    }
  }
  return drawn;
}

/** @throws {RangeError} where an image has another size than what lies over it. */
export function checkSameSize(
  image: AnyImage,
  over: { readonly width: number; readonly height: number },
): void {
  if (image.width !== over.width || image.height !== over.height) {
    throw new RangeError(
      `Expected \`image\` to have ${over.width} x ${over.height} pixels, got ${image.width} x ${image.height}`,
    );
  }
}
