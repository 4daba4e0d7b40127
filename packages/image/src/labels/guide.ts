import type { RgbImage } from "../image.ts";
import type { Size } from "../size.ts";
import { boxMean } from "./box-mean.ts";

type Planes3 = readonly [Float64Array, Float64Array, Float64Array];
type Planes6 = readonly [...Planes3, ...Planes3];

/** An image made ready to guide: what the windows of its colors are like, the same for every class. */
export interface Guide extends Size {
  readonly radius: number;
  /** Red, green and blue from 0 to 1. */
  readonly channels: Planes3;
  /** Their means over each pixel's window. */
  readonly means: Planes3;
  /** The inverse of each window's covariance of color plus epsilon: rr, rg, rb, gg, gb, bb. */
  readonly inverse: Planes6;
}

export function guideOf(image: RgbImage, radius: number, epsilon: number): Guide {
  const { width, height, data } = image;
  const plane = (channel: number) =>
    Float64Array.from({ length: width * height }, (_, pixel) => (data[3 * pixel + channel] as number) / 255);
  const mean = (values: Float64Array) => boxMean(values, image, radius);
  const channels: Planes3 = [plane(0), plane(1), plane(2)];
  const means: Planes3 = [mean(channels[0]), mean(channels[1]), mean(channels[2])];
  const covariance = (one: 0 | 1 | 2, other: 0 | 1 | 2) =>
    mean(product(channels[one], channels[other])).map(
      (value, i) =>
        value - (means[one][i] as number) * (means[other][i] as number) + (one === other ? epsilon : 0),
    );
  const inverse = inverted([
    covariance(0, 0),
    covariance(0, 1),
    covariance(0, 2),
    covariance(1, 1),
    covariance(1, 2),
    covariance(2, 2),
  ]);
  return { width, height, radius, channels, means, inverse };
}

/** How a class's probabilities rise with each channel, in the best linear fit of each window. */
export function slopes(
  plane: Float64Array,
  { channels, means, inverse }: Guide,
  mean: (values: Float64Array) => Float64Array,
): { red: Float64Array; green: Float64Array; blue: Float64Array } {
  const planeMean = mean(plane);
  const covariance = (channel: 0 | 1 | 2) =>
    mean(product(channels[channel], plane)).map(
      (value, i) => value - (means[channel][i] as number) * (planeMean[i] as number),
    );
  const [r, g, b] = [covariance(0), covariance(1), covariance(2)];
  const [rr, rg, rb, gg, gb, bb] = inverse;
  const along = (byRed: Float64Array, byGreen: Float64Array, byBlue: Float64Array) =>
    r.map(
      (value, i) =>
        value * (byRed[i] as number) +
        (g[i] as number) * (byGreen[i] as number) +
        (b[i] as number) * (byBlue[i] as number),
    );
  return { red: along(rr, rg, rb), green: along(rg, gg, gb), blue: along(rb, gb, bb) };
}

function product(one: Float64Array, other: Float64Array): Float64Array {
  return one.map((value, i) => value * (other[i] as number));
}

/** Inverts symmetric 3 by 3 matrices, in place, by their cofactors. */
function inverted(upper: Planes6): Planes6 {
  const [rrs, rgs, rbs, ggs, gbs, bbs] = upper;
  for (let i = 0; i < rrs.length; i++) {
    const rr = rrs[i] as number;
    const rg = rgs[i] as number;
    const rb = rbs[i] as number;
    const gg = ggs[i] as number;
    const gb = gbs[i] as number;
    const bb = bbs[i] as number;
    const first = gg * bb - gb * gb;
    const second = gb * rb - rg * bb;
    const third = rg * gb - gg * rb;
    const determinant = rr * first + rg * second + rb * third;
    rrs[i] = first / determinant;
    rgs[i] = second / determinant;
    rbs[i] = third / determinant;
    ggs[i] = (rr * bb - rb * rb) / determinant;
    gbs[i] = (rb * rg - rr * gb) / determinant;
    bbs[i] = (rr * gg - rg * rg) / determinant;
  }
  return upper;
}
