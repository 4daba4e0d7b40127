import type { RgbImage } from "@faceseg/image";

const rows = 16;
const columns = 17;

/** An image of 17x16 gray pixels, and of each pixel whether it is darker than its right neighbor: 256 bits. */
export interface Fingerprint {
  readonly gray: Uint8Array;
  readonly bits: Uint32Array;
}

/**
 * Bits of 256 in which two images of one origin may differ. Of 500,000 pairs of different faces, cropped alike,
 * the nearest differ in 48; JPEG of quality 30, half size, gray or gamma 1.8 change at most 26.
 */
const nearBits = 32;
/** Least correlation of the gray pixels: flat surroundings alone make no likeness. */
const nearCorrelation = 0.9;

/** The size at which an image is looked at. */
export const fingerprintSize = { width: columns, height: rows };

/** The fingerprint of an image of `fingerprintSize`, and that of its mirror image. */
export function fingerprints({ data }: RgbImage): { plain: Fingerprint; mirrored: Fingerprint } {
  // Rec. 601 luma, as in JPEG.
  const gray = Uint8Array.from({ length: rows * columns }, (_, at) => {
    const [r, g, b] = data.subarray(3 * at, 3 * at + 3) as unknown as [number, number, number];
    return Math.round(0.299 * r + 0.587 * g + 0.114 * b);
  });
  const mirror = gray.map((_, at) => gray[at - 2 * (at % columns) + columns - 1] as number);
  return { plain: { gray, bits: bitsOf(gray) }, mirrored: { gray: mirror, bits: bitsOf(mirror) } };
}

function bitsOf(gray: Uint8Array): Uint32Array {
  const bits = new Uint32Array((rows * (columns - 1)) / 32);
  for (let at = 0; at < 32 * bits.length; at++) {
    const pixel = Math.floor(at / (columns - 1)) * columns + (at % (columns - 1));
    if ((gray[pixel] as number) < (gray[pixel + 1] as number)) {
      bits[at >> 5] = (bits[at >> 5] as number) | (1 << (at & 31));
    }
  }
  return bits;
}

/** Whether two fingerprints are of one image: compressed anew, resized, or in other colors. */
export function isNear(one: Fingerprint, other: Fingerprint): boolean {
  let distance = 0;
  for (let word = 0; word < one.bits.length && distance <= nearBits; word++) {
    distance += ones((one.bits[word] as number) ^ (other.bits[word] as number));
  }
  return distance <= nearBits && correlation(one.gray, other.gray) >= nearCorrelation;
}

/** How many bits of a 32-bit word are set. */
function ones(word: number): number {
  let sum = word - ((word >>> 1) & 0x55555555);
  sum = (sum & 0x33333333) + ((sum >>> 2) & 0x33333333);
  return Math.imul((sum + (sum >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Pearson's; NaN when one of them is flat. */
function correlation(one: Uint8Array, other: Uint8Array): number {
  const mean = (values: Uint8Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [a, b] = [mean(one), mean(other)];
  let [product, squaresA, squaresB] = [0, 0, 0];
  for (let at = 0; at < one.length; at++) {
    const [x, y] = [(one[at] as number) - a, (other[at] as number) - b];
    product += x * y;
    squaresA += x * x;
    squaresB += y * y;
  }
  return product / Math.sqrt(squaresA * squaresB);
}
