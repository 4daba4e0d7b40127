import type { RgbImage } from "../image.ts";
import { checkSize } from "./check-size.ts";
import type { RawImage } from "./image-source.ts";

/** Whether something is pixels in memory, `ImageData` among them. */
export function isRaw(source: object): source is RawImage {
  const { width, height, data } = source as Partial<RawImage>;
  return typeof width === "number" && typeof height === "number" && ArrayBuffer.isView(data);
}

/**
 * Pixels in memory as 8-bit RGB; what is transparent is seen on black.
 *
 * @throws {RangeError} where the data is not 1 to 4 channels of `width` x `height`.
 * @throws {TypeError} where it is neither 8 nor 16 bits a channel.
 */
export function fromRaw(source: RawImage, maxPixels: number): RgbImage {
  const { width, height, data } = source;
  checkSize({ width, height }, maxPixels);
  const pixels = width * height;
  const channels = data.length / pixels;
  if (![1, 2, 3, 4].includes(channels)) {
    const legal = [1, 2, 3, 4].map((count) => count * pixels).join(", ");
    throw new RangeError(
      `Expected \`image.data\` of ${width} x ${height} pixels to have ${legal} elements (gray, gray and alpha, ` +
        `RGB, RGBA), got ${data.length}`,
    );
  }
  const whole = wholeRange(data);
  if (channels === 3 && whole === 255) return { width, height, data: bytesOf(data) };
  const rgb = new Uint8Array(3 * pixels);
  const colors = channels < 3 ? 1 : 3;
  const alpha = channels % 2 === 0 ? channels - 1 : undefined;
  for (let at = 0, from = 0; at < rgb.length; at += 3, from += channels) {
    const opacity = alpha === undefined ? 1 : (data[from + alpha] as number) / whole;
    const scale = (255 / whole) * opacity;
    for (let channel = 0; channel < 3; channel++) {
      rgb[at + channel] = Math.round((data[from + (colors === 1 ? 0 : channel)] as number) * scale);
    }
  }
  return { width, height, data: rgb };
}

/** The number that stands for full light. */
function wholeRange(data: RawImage["data"]): 255 | 65535 {
  if (data.BYTES_PER_ELEMENT === 1 && !(data instanceof Int8Array)) return 255;
  if (data instanceof Uint16Array) return 65535;
  const found = Object.prototype.toString.call(data).slice(8, -1);
  const hint = found.startsWith("Float")
    ? "; multiply [0, 1] by 255 and round into a Uint8Array"
    : "; give 0 to 255 in a Uint8Array";
  throw new TypeError(
    `Expected \`image.data\` to be a Uint8Array, Uint8ClampedArray or Uint16Array, got ${found}${hint}`,
  );
}

/** A copy, so that a caller may use its buffer again. */
const bytesOf = (data: RawImage["data"]): Uint8Array => Uint8Array.from(data);
