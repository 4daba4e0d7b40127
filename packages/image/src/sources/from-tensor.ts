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
 * @throws {RangeError} for another rank or other channels.
 */
export async function fromTensor(tensor: ImageTensor, maxPixels: number): Promise<RgbImage[]> {
  const { shape, dtype } = tensor;
  const [channels = 0, width = 0, height = 0, count = 1] = [...shape].reverse();
  if ((shape.length !== 3 && shape.length !== 4) || ![1, 3, 4].includes(channels)) {
    throw new RangeError(
      `Expected a tensor [height, width, channels] or [batch, height, width, channels] of 1, 3 or 4 channels, got [${shape}]`,
    );
  }
  const data = await tensor.data();
  const scale = dtype === "float32" ? 255 : 1;
  const bytes = Uint8ClampedArray.from(data, (value) => Math.round(value * scale));
  const length = height * width * channels;
  return Array.from({ length: count }, (_, place) =>
    fromRaw({ width, height, data: bytes.subarray(place * length, (place + 1) * length) }, maxPixels),
  );
}
