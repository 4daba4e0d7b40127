import type { RgbImage } from "../image.ts";
import { fromRaw } from "./from-raw.ts";
import type { ImageTensor } from "./image-source.ts";

/** Whether something is a tensor of TensorFlow.js. */
export const isTensor = (source: object): source is ImageTensor =>
  "shape" in source && "dtype" in source && "data" in source && typeof source.data === "function";

/**
 * The images of a tensor, which stays as it is: one for [height, width, channels], several for
 * [batch, height, width, channels].
 *
 * @throws {RangeError} for another rank or other channels, and for numbers that are no light: outside [0, 1] in a float
 * tensor, outside 0..255 in another.
 */
export async function fromTensor(tensor: ImageTensor, maxPixels: number): Promise<RgbImage[]> {
  const { shape, dtype } = tensor;
  const [channels = 0, width = 0, height = 0, count = 1] = [...shape].reverse();
  if ((shape.length !== 3 && shape.length !== 4) || ![1, 3, 4].includes(channels)) {
    throw new RangeError(
      "Expected a tensor [height, width, channels] or [batch, height, width, channels] of 1, 3 or 4 channels, " +
        `got [${shape}]`,
    );
  }
  const bytes = toBytes(await tensor.data(), dtype);
  const length = height * width * channels;
  return Array.from({ length: count }, (_, place) =>
    fromRaw({ width, height, data: bytes.subarray(place * length, (place + 1) * length) }, maxPixels),
  );
}

/** How far beyond [0, 1] a float may be, for what rounding leaves; less than it takes to be another byte. */
const slack = 1e-3;

function toBytes(values: ArrayLike<number>, dtype: string): Uint8ClampedArray {
  const isFloat = dtype.startsWith("float");
  const [least, most, scale] = isFloat ? [-slack, 1 + slack, 255] : [0, 255, 1];
  const bytes = new Uint8ClampedArray(values.length);
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    // Also true of NaN.
    if (!(value >= least && value <= most)) throw outside(value, isFloat);
    bytes[index] = Math.round(value * scale);
  }
  return bytes;
}

function outside(value: number, isFloat: boolean): RangeError {
  if (!isFloat) return new RangeError(`Expected \`image\` to be a tensor of 0 to 255, got ${value}`);
  const hint = !Number.isFinite(value)
    ? ""
    : value > 1
      ? "; divide 0 to 255 by 255, or cast it to int32"
      : "; move [-1, 1] to [0, 1] by (x + 1) / 2";
  return new RangeError(`Expected \`image\` to be a float tensor in [0, 1], got ${value}${hint}`);
}
