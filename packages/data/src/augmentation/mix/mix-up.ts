import { checkNumber } from "@faceseg/core";
import { ignoreId } from "@faceseg/image";
import { beta } from "./beta.ts";
import { type Mix, mixed } from "./mix.ts";

/** Options of `mixUp`. */
export interface MixUpOptions {
  /** Probability that an image of a batch is mixed with another. @default 0.5 */
  readonly p?: number;
  /** The weights are drawn from Beta(alpha, alpha); the larger one is the image's own. @default 0.2 */
  readonly alpha?: number;
  /** Smallest weight at which a pixel keeps its image's own label where the two labels differ. @default 0.9 */
  readonly certainty?: number;
}

/**
 * MixUp (Zhang et al., 2018) for label maps: the image is a weighted mean of itself and another one of the batch.
 *
 * The exact target of a mixed pixel is the weighted mean of two one-hot labels, but a label map holds one id. Where
 * both labels agree, that id is exact. Where they differ, the pixel keeps the image's own id if its weight is at least
 * `certainty` (by default no further off than label smoothing of 0.1), and is 255 (ignore) otherwise: no gradient
 * instead of a wrong one.
 *
 * @throws RangeError when an option is outside its range.
 * @example
 * batches(dataset, { size: 128, batchSize: 8, shuffle: true, mix: mixUp({ alpha: 0.4 }) });
 */
export function mixUp(options: MixUpOptions = {}): Mix {
  const { p = 0.5, alpha = 0.2, certainty = 0.9 } = options;
  checkNumber("p", p, { min: 0, max: 1 });
  checkNumber("alpha", alpha, { min: 0.01, max: 100 });
  checkNumber("certainty", certainty, { min: 0.5, max: 1 });
  return (batch, random) =>
    mixed(batch, random, p, (target, place, partner) => {
      const drawn = beta(random, alpha);
      const own = Math.max(drawn, 1 - drawn);
      const area = batch.width * batch.height;
      const [to, from] = [place * area, partner * area];
      for (let at = 0; at < 3 * area; at++) {
        const [mine, other] = [batch.images[3 * to + at] as number, batch.images[3 * from + at] as number];
        target.images[3 * to + at] = own * mine + (1 - own) * other;
      }
      if (own >= certainty) return;
      for (let at = 0; at < area; at++) {
        if (batch.labels[to + at] !== batch.labels[from + at]) target.labels[to + at] = ignoreId;
      }
    });
}
