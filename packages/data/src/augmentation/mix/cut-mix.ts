import { checkNumber } from "@faceseg/core";
import { beta } from "./beta.ts";
import { type Mix, mixed } from "./mix.ts";

/** Options of `cutMix`. */
export interface CutMixOptions {
  /** Probability that an image of a batch gets a piece of another. @default 0.5 */
  readonly p?: number;
  /** The share that an image keeps is drawn from Beta(alpha, alpha). @default 1, which is uniform */
  readonly alpha?: number;
}

/**
 * CutMix (Yun et al., 2019) for label maps: a rectangle of another image of the batch is pasted at its own place,
 * with its labels. Every pixel keeps the label of what it shows, so nothing has to be weighted.
 *
 * @throws RangeError when an option is outside its range.
 * @example
 * batches(dataset, { size: 128, batchSize: 8, shuffle: true, mix: cutMix({ p: 0.5 }) });
 */
export function cutMix(options: CutMixOptions = {}): Mix {
  const { p = 0.5, alpha = 1 } = options;
  checkNumber("p", p, { min: 0, max: 1 });
  checkNumber("alpha", alpha, { min: 0.01, max: 100 });
  return (batch, random) =>
    mixed(batch, random, p, (target, place, partner) => {
      const { width, height } = batch;
      const side = Math.sqrt(1 - beta(random, alpha));
      const [left, right] = cut(random.uniform(0, width), side * width, width);
      const [top, bottom] = cut(random.uniform(0, height), side * height, height);
      for (let row = top; row < bottom; row++) {
        const to = (place * height + row) * width;
        const from = (partner * height + row) * width;
        target.labels.set(batch.labels.subarray(from + left, from + right), to + left);
        target.images.set(batch.images.subarray(3 * (from + left), 3 * (from + right)), 3 * (to + left));
      }
    });
}

/** First and last (excluded) pixel of a length around a middle, within the image. */
function cut(middle: number, length: number, most: number): [number, number] {
  const from = Math.round(middle - length / 2);
  return [Math.max(0, from), Math.min(most, Math.max(from, Math.round(middle + length / 2)))];
}
