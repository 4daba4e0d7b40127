import type { LabeledImage, RgbImage } from "../image.ts";

/** How to change the colors of an image; what is left out stays as it is. */
export interface ColorAdjustment {
  /** Factor on every channel. @default 1 */
  readonly brightness?: number;
  /** Factor on the distance from the image's mean gray. @default 1 */
  readonly contrast?: number;
  /** Factor on the distance from each pixel's gray; 0 is a gray image. @default 1 */
  readonly saturation?: number;
  /** Turn of the color circle in degrees. @default 0 */
  readonly hue?: number;
}

// Rec. 601 luma, as in JPEG.
const [red, green, blue] = [0.299, 0.587, 0.114] as const;

/** Changes brightness, then contrast, saturation and hue of the image; labels stay as they are. */
export function adjustColor(labeled: LabeledImage, adjustment: ColorAdjustment): LabeledImage {
  return { ...labeled, image: recolorImage(labeled.image, adjustment) };
}

/** All four changes are linear, so they are one 3x3 matrix and an offset for each pixel, clamped to 0..255. */
export function recolorImage(image: RgbImage, adjustment: ColorAdjustment): RgbImage {
  const { brightness = 1, contrast = 1, saturation = 1, hue = 0 } = adjustment;
  for (const [name, value] of Object.entries({ brightness, contrast, saturation })) {
    if (!(value >= 0 && value < Infinity)) {
      throw new RangeError(
        `Expected \`${name}\` to be a factor of at least 0, got ${value}; 1 changes nothing`,
      );
    }
  }
  if (!Number.isFinite(hue))
    throw new RangeError(`Expected \`hue\` in degrees, got ${hue}; 0 changes nothing`);
  const gain = brightness * contrast;
  const offset = contrast === 1 ? 0 : brightness * (1 - contrast) * meanGray(image);
  const matrix = colorMatrix(saturation, hue).map((weight) => gain * weight);
  return apply(image, matrix, offset);
}

function meanGray({ data }: RgbImage): number {
  let sum = 0;
  for (let at = 0; at < data.length; at += 3) {
    sum += red * (data[at] as number) + green * (data[at + 1] as number) + blue * (data[at + 2] as number);
  }
  return sum / (data.length / 3);
}

/** L + saturation * (1 - L) * turn, row by row, where L takes a color to its gray: grays and luma stay. */
function colorMatrix(saturation: number, hue: number): number[] {
  const angle = (hue * Math.PI) / 180;
  const cos = saturation * Math.cos(angle);
  const sin = (saturation * Math.sin(angle)) / Math.sqrt(3);
  const luma = [red, green, blue];
  // The turn about the gray axis, as a circulant matrix: entries depend on (row - column) mod 3 alone.
  const turn = [cos, sin, -sin];
  const entry = (row: number, column: number) => turn[(row - column + 3) % 3] as number;
  return luma.flatMap((_, row) =>
    luma.map((share, column) => {
      const gained = luma.reduce((sum, weight, other) => sum + weight * entry(other, column), 0);
      return share + entry(row, column) - gained;
    }),
  );
}

function apply(image: RgbImage, matrix: readonly number[], offset: number): RgbImage {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0] = matrix;
  const source = image.data;
  // A clamped array rounds and clamps in native code.
  const data = new Uint8ClampedArray(source.length);
  for (let at = 0; at < source.length; at += 3) {
    const x = source[at] as number;
    const y = source[at + 1] as number;
    const z = source[at + 2] as number;
    data[at] = a * x + b * y + c * z + offset;
    data[at + 1] = d * x + e * y + f * z + offset;
    data[at + 2] = g * x + h * y + i * z + offset;
  }
  return { ...image, data: new Uint8Array(data.buffer) };
}
