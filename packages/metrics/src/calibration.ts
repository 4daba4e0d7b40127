import { checkNumClasses, ignoreId } from "./counts.ts";
import { truthBytes } from "./id-map.ts";

/** A calibration's sums as plain JSON. */
export interface CalibrationJSON {
  /** Number of classes; ids run from 0 to `numClasses - 1`. */
  readonly numClasses: number;
  /** Number of bins. */
  readonly bins: number;
  /** `numClasses * bins * 3` sums, see `Calibration.top`. */
  readonly top: readonly number[];
  /** `numClasses * bins * 3` sums, see `Calibration.each`. */
  readonly each: readonly number[];
}

/**
 * How often probabilities came true, in bins of equal width: bin `i` of `n` holds those from `i / n` to below
 * `(i + 1) / n`, the last one 1 too.
 *
 * @example
 * const calibration = new Calibration(2, { bins: 10 });
 * calibration.update(Uint8Array.of(0, 1), Float32Array.of(0.75, 0.25, 0.5, 0.5));
 * expectedCalibrationError(calibration); //=> 0.375
 */
export class Calibration {
  /** Number of classes; ids run from 0 to `numClasses - 1`. */
  readonly numClasses: number;
  /** Number of bins. */
  readonly bins: number;
  /**
   * At `[(id * bins + bin) * 3]`, of the pixels predicted as the class with a probability in the bin: how many, the
   * sum of these probabilities, and how many were of the class.
   */
  readonly top: Float64Array;
  /** The same of every pixel's probability of the class, predicted or not. */
  readonly each: Float64Array;

  /**
   * Makes sums of zero.
   *
   * @param numClasses Number of classes.
   * @param options Its `bins` is the number of bins, 15 by default.
   * @throws RangeError unless `numClasses` is an integer from 1 to 255 and `bins` one from 1 to 1000.
   */
  constructor(numClasses: number, options: { readonly bins?: number } = {}) {
    const { bins = 15 } = options;
    checkNumClasses(numClasses);
    if (!Number.isInteger(bins) || bins < 1 || bins > 1000) {
      const nearest = Math.min(Math.max(Math.round(bins) || 15, 1), 1000);
      throw new RangeError(
        `Expected \`bins\` to be an integer from 1 to 1000, got ${bins}; the nearest is ${nearest}`,
      );
    }
    this.numClasses = numClasses;
    this.bins = bins;
    this.top = new Float64Array(numClasses * bins * 3);
    this.each = new Float64Array(numClasses * bins * 3);
  }

  /**
   * Adds the pixels of one image or one batch. Pixels whose truth is 255 are not counted; of equal probabilities
   * the lower id is the prediction.
   *
   * @param truth One id a pixel.
   * @param probabilities `[pixels, numClasses]`, each from 0 to 1 (a thousandth above is taken for rounding).
   * @throws RangeError, with the sums unchanged, when the lengths do not fit or a counted pixel has an id or a
   * probability out of range.
   * @throws TypeError when `truth` is no array of bytes.
   */
  update(truth: Uint8Array | Uint8ClampedArray, probabilities: Float32Array | Float64Array): this {
    const ids = truthBytes(truth);
    const { numClasses, bins } = this;
    this.#check(ids, probabilities);
    for (let pixel = 0, at = 0; pixel < ids.length; pixel++, at += numClasses) {
      const id = ids[pixel] as number;
      if (id === ignoreId) continue;
      let best = 0;
      for (let other = 0; other < numClasses; other++) {
        const probability = probabilities[at + other] as number;
        if (probability > (probabilities[at + best] as number)) best = other;
        count(this.each, other * bins + binOf(probability, bins), probability, other === id);
      }
      const probability = probabilities[at + best] as number;
      count(this.top, best * bins + binOf(probability, bins), probability, best === id);
    }
    return this;
  }

  #check(ids: Uint8Array, probabilities: Float32Array | Float64Array): void {
    const { numClasses } = this;
    if (probabilities.length !== ids.length * numClasses) {
      throw new RangeError(
        `Expected \`probabilities\` to hold ${ids.length} * ${numClasses} = ${ids.length * numClasses} numbers, ` +
          `one a pixel and class, got ${probabilities.length}`,
      );
    }
    for (let pixel = 0; pixel < ids.length; pixel++) {
      const id = ids[pixel] as number;
      if (id === ignoreId) continue;
      if (id >= numClasses) {
        throw new RangeError(
          `Expected ids in \`truth\` to be from 0 to ${numClasses - 1}, or ${ignoreId} to ignore the pixel, ` +
            `got ${id} at pixel ${pixel}`,
        );
      }
      for (let at = pixel * numClasses; at < (pixel + 1) * numClasses; at++) {
        const probability = probabilities[at] as number;
        if (probability >= 0 && probability <= 1.001) continue;
        throw new RangeError(
          `Expected \`probabilities\` to be from 0 to 1, got ${probability} at pixel ${pixel}, ` +
            `class ${at % numClasses}`,
        );
      }
    }
  }

  /**
   * Adds the sums of another calibration, which stays as it is.
   *
   * @throws RangeError when the number of classes or of bins differs.
   */
  merge(other: CalibrationJSON | Calibration): this {
    if (other.numClasses !== this.numClasses || other.bins !== this.bins) {
      throw new RangeError(
        `Expected \`other\` to have ${this.numClasses} classes and ${this.bins} bins like this one, ` +
          `got ${other.numClasses} and ${other.bins}`,
      );
    }
    for (let i = 0; i < this.top.length; i++) {
      this.top[i] = (this.top[i] as number) + (other.top[i] as number);
      this.each[i] = (this.each[i] as number) + (other.each[i] as number);
    }
    return this;
  }

  /** The sums as a plain object; `JSON.stringify` calls it. */
  toJSON(): CalibrationJSON {
    const { numClasses, bins, top, each } = this;
    return { numClasses, bins, top: Array.from(top), each: Array.from(each) };
  }

  /**
   * Makes a calibration from what `toJSON` gave.
   *
   * @throws TypeError unless `json` is an object with numbers `numClasses` and `bins`, arrays `top` and `each`.
   * @throws RangeError unless these hold `numClasses * bins * 3` numbers of at least 0.
   */
  static fromJSON(json: unknown): Calibration {
    const { numClasses, bins, top, each } = (json ?? {}) as Partial<CalibrationJSON>;
    if (
      typeof numClasses !== "number" ||
      typeof bins !== "number" ||
      !Array.isArray(top) ||
      !Array.isArray(each)
    ) {
      throw new TypeError(
        "Expected `json` to be { numClasses: number, bins: number, top: number[], each: number[] }, " +
          `got ${JSON.stringify(json)?.slice(0, 80)}`,
      );
    }
    const calibration = new Calibration(numClasses, { bins });
    for (const [name, sums] of Object.entries({ top, each })) {
      const { length } = calibration.top;
      const bad = sums.findIndex((sum) => !(Number.isFinite(sum) && sum >= 0));
      if (sums.length === length && bad < 0) continue;
      const found = bad < 0 ? `${sums.length} numbers` : `${JSON.stringify(sums[bad])} at index ${bad}`;
      throw new RangeError(`Expected \`json.${name}\` to hold ${length} numbers of at least 0, got ${found}`);
    }
    return calibration.merge({ numClasses, bins, top, each });
  }
}

function binOf(probability: number, bins: number): number {
  return Math.min(Math.floor(probability * bins), bins - 1);
}

function count(sums: Float64Array, cell: number, probability: number, hit: boolean): void {
  const at = 3 * cell;
  sums[at] = (sums[at] as number) + 1;
  sums[at + 1] = (sums[at + 1] as number) + probability;
  if (hit) sums[at + 2] = (sums[at + 2] as number) + 1;
}
