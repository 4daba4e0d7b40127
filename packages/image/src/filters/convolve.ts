import type { RgbImage } from "../image.ts";
import { ceil, max, min } from "../paint/arithmetic.ts";

/** A convolution kernel: each pixel becomes a weighted sum of the pixels around it. */
export interface Kernel {
  /** Largest offset along either axis, in pixels. */
  readonly reach: number;
  /** The pixels that are summed. Their weights sum to 1. */
  readonly taps: readonly {
    /** Offset to the right, in whole pixels. */
    readonly dx: number;
    /** Offset downward, in whole pixels. */
    readonly dy: number;
    /** Share of this pixel in the sum. */
    readonly weight: number;
  }[];
}

/** The image through a kernel; beyond the border lies the border's color. */
export function convolve({ width, height, data }: RgbImage, { reach, taps }: Kernel): RgbImage {
  const stride = 3 * (width + 2 * reach);
  const padded = new Float32Array(stride * (height + 2 * reach));
  for (let row = 0, to = 0; row < height + 2 * reach; row++) {
    const from = 3 * width * min(max(row - reach, 0), height - 1);
    for (let column = 0; column < width + 2 * reach; column++, to += 3) {
      const at = from + 3 * min(max(column - reach, 0), width - 1);
      padded[to] = data[at] as number;
      padded[to + 1] = data[at + 1] as number;
      padded[to + 2] = data[at + 2] as number;
    }
  }
  const sums = new Float32Array(data.length);
  for (const { dx, dy, weight } of taps) {
    for (let row = 0, to = 0; row < height; row++) {
      let from = stride * (row + reach + dy) + 3 * (reach + dx);
      for (const end = to + 3 * width; to < end; to++, from++) {
        (sums[to] as number) += weight * (padded[from] as number);
      }
    }
  }
  return { width, height, data: new Uint8Array(new Uint8ClampedArray(sums).buffer) };
}

/** Points along a side of a pixel that a disc covers in part. */
const samples = 16;

/** An evenly lit disc: what a lens makes of a point that is out of focus. `radius` in pixels. */
export function disc(radius: number): Kernel {
  return kernel(ceil(radius + 0.5), (dx, dy) => {
    const away = Math.hypot(dx, dy);
    if (away < radius - 0.75) return 1;
    if (away > radius + 0.75) return 0;
    // The covered share of the pixel, from points in it.
    let inside = 0;
    for (let at = 0; at < samples * samples; at++) {
      const x = dx + ((at % samples) + 0.5) / samples - 0.5;
      const y = dy + (Math.floor(at / samples) + 0.5) / samples - 0.5;
      if (x * x + y * y <= radius * radius) inside++;
    }
    return inside / (samples * samples);
  });
}

/**
 * The line that a point draws when the camera moves: ImageNet-C's half of a Gaussian, from 0 to `radius` pixels
 * with deviation `sigma`, but around its own middle, so that the image stays over its labels.
 *
 * @param angle direction in radians
 */
export function streak(radius: number, sigma: number, angle: number): Kernel {
  // Points closer than a pixel, each shared out among the four pixels around it.
  const places = Array.from({ length: 4 * ceil(radius) + 1 }, (_, at) => (at * radius) / (4 * ceil(radius)));
  const weights = places.map((place) => Math.exp(-0.5 * (place / sigma) ** 2));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const middle = places.reduce((sum, place, at) => sum + place * (weights[at] as number), 0) / total;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return kernel(ceil(radius), (dx, dy) =>
    places.reduce((sum, place, at) => {
      const x = max(0, 1 - Math.abs((place - middle) * cos - dx));
      const y = max(0, 1 - Math.abs((place - middle) * sin - dy));
      return sum + (weights[at] as number) * x * y;
    }, 0),
  );
}

function kernel(reach: number, weigh: (dx: number, dy: number) => number): Kernel {
  const side = 2 * reach + 1;
  const raw = Array.from({ length: side * side }, (_, at) => {
    const [dx, dy] = [(at % side) - reach, Math.floor(at / side) - reach];
    return { dx, dy, weight: weigh(dx, dy) };
  }).filter(({ weight }) => weight > 0);
  const total = raw.reduce((sum, { weight }) => sum + weight, 0);
  return { reach, taps: raw.map((tap) => ({ ...tap, weight: tap.weight / total })) };
}
