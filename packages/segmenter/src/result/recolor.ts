import { checkNumber } from "@faceseg/core";
import { type Color, fromOklab, parseColor, toOklab } from "@faceseg/image";
import { type AnyImage, type RgbaImage, toRgba } from "./rgba.ts";

/** Options of `recolor`. */
export interface RecolorOptions {
  /** How much of the old color is replaced: 1 is all of it. @default 0.8 */
  readonly strength?: number;
  /** How far the mean lightness moves towards that of the color: 0 keeps it, 1 makes black hair blond. @default 0 */
  readonly lightness?: number;
}

/**
 * Changes the color of what a soft mask covers and keeps its light: each pixel gets the hue and the chroma that a surface
 * of the new color has at the pixel's lightness, so that strands, shine and shadows stay.
 *
 * @param alpha [height, width], in [0, 1], such as `feather` makes.
 * @throws {RangeError} for another number of elements, an illegal color or option.
 */
export function recolor(
  image: AnyImage,
  alpha: Float32Array,
  color: Color,
  { strength = 0.8, lightness = 0 }: RecolorOptions = {},
): RgbaImage {
  checkNumber("strength", strength, { min: 0, max: 1 });
  checkNumber("lightness", lightness, { min: 0, max: 1 });
  const pixels = image.width * image.height;
  if (alpha.length !== pixels) {
    throw new RangeError(`Expected \`alpha\` to have ${pixels} elements, got ${alpha.length}`);
  }
  const [light, green, blue] = toOklab(...(parseColor(color).map(Math.round) as [number, number, number]));
  const painted = toRgba(image);
  const { data } = painted;
  const factor = lightness === 0 ? 1 : 1 + lightness * (light / (meanLightness(data, alpha) || 1) - 1);
  for (let pixel = 0, at = 0; pixel < pixels; pixel++, at += 4) {
    const share = strength * (alpha[pixel] as number);
    if (share === 0) continue;
    const [l, a, b] = toOklab(data[at] as number, data[at + 1] as number, data[at + 2] as number);
    const lit = Math.min(l * (1 + share * (factor - 1)), 1);
    // Light scales a surface's lightness and chroma alike; black has neither.
    const scale = light === 0 ? 0 : lit / light;
    const mixed = fromOklab([lit, a + (green * scale - a) * share, b + (blue * scale - b) * share]);
    data.set(mixed, at);
  }
  return painted;
}

/** The mean lightness of what the mask covers. */
function meanLightness(rgba: Uint8ClampedArray, alpha: Float32Array): number {
  let [sum, weight] = [0, 0];
  for (let pixel = 0, at = 0; pixel < alpha.length; pixel++, at += 4) {
    const share = alpha[pixel] as number;
    if (share === 0) continue;
    sum += share * toOklab(rgba[at] as number, rgba[at + 1] as number, rgba[at + 2] as number)[0];
    weight += share;
  }
  return weight === 0 ? 0 : sum / weight;
}
