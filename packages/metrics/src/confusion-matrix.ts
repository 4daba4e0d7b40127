import { type Counts, checkLength, checkNumClasses } from "./counts.ts";
import { predictionBytes, truthBytes } from "./id-map.ts";
import { outOfRange } from "./out-of-range.ts";
import { tally } from "./tally.ts";

/** Options of `ConfusionMatrix.update`. */
export interface UpdateOptions {
  /** Pixels a row; lets an error name a pixel by x and y (in a batch, y runs on through the images). */
  readonly width?: number;
}

/** A confusion matrix as plain JSON. */
export interface ConfusionMatrixJSON {
  /** Number of classes; ids run from 0 to `numClasses - 1`. */
  readonly numClasses: number;
  /** `numClasses * numClasses` pixel counts at `[truth * numClasses + prediction]`. */
  readonly counts: readonly number[];
}

/**
 * Counts of pixels by true and predicted class, from label maps of one id a pixel.
 *
 * @example
 * const matrix = new ConfusionMatrix(2);
 * matrix.update(Uint8Array.of(0, 0, 1, 255), Uint8Array.of(0, 1, 1, 0));
 * iou(matrix); //=> [0.5, 0.5]
 */
export class ConfusionMatrix implements Counts {
  /** Number of classes; ids run from 0 to `numClasses - 1`. */
  readonly numClasses: number;
  /** `numClasses * numClasses` pixel counts at `[truth * numClasses + prediction]`. */
  readonly counts: Float64Array;

  /**
   * Makes a matrix of zeros.
   *
   * @throws RangeError unless `numClasses` is an integer from 1 to 255.
   */
  constructor(numClasses: number) {
    checkNumClasses(numClasses);
    this.numClasses = numClasses;
    this.counts = new Float64Array(numClasses * numClasses);
  }

  /**
   * Adds the pixels of one image or one batch: two arrays of ids of one length and any shape.
   *
   * Pixels whose truth is 255 are not counted. Bytes are counted as they lie; an Int32Array (what `tf.argMax`
   * yields) is first copied into bytes.
   *
   * @throws RangeError, with the counts unchanged, when the lengths differ, when `width` does not divide them, or
   * when an id is out of range: a truth that is neither a class nor 255, or a prediction that is no class, at an
   * ignored pixel too.
   * @throws TypeError when `truth` or `prediction` is another kind of array.
   */
  update(
    truth: Uint8Array | Uint8ClampedArray,
    prediction: Uint8Array | Uint8ClampedArray | Int32Array,
    { width }: UpdateOptions = {},
  ): this {
    const truthIds = truthBytes(truth);
    const predictionIds = predictionBytes(prediction);
    if (truthIds.length !== predictionIds.length) {
      throw new RangeError(
        "Expected `truth` and `prediction` to have the same length, " +
          `got ${truthIds.length} and ${predictionIds.length} pixels`,
      );
    }
    if (width !== undefined && !(Number.isInteger(width) && width > 0 && truthIds.length % width === 0)) {
      throw new RangeError(
        `Expected \`width\` to be a positive integer that divides the ${truthIds.length} pixels, got ${width}`,
      );
    }
    const counts = tally(truthIds, predictionIds, this.numClasses);
    if (counts === undefined) throw outOfRange(truth, prediction, this.numClasses, width);
    return this.#add(counts);
  }

  /**
   * Adds the counts of another matrix, which stays as it is.
   *
   * @throws RangeError when the number of classes differs.
   */
  merge(other: Counts): this {
    if (other.numClasses !== this.numClasses) {
      throw new RangeError(
        `Expected \`other\` to have ${this.numClasses} classes like this matrix, got ${other.numClasses}`,
      );
    }
    checkLength(other);
    return this.#add(other.counts);
  }

  #add(counts: ArrayLike<number>): this {
    for (let i = 0; i < this.counts.length; i++) {
      this.counts[i] = (this.counts[i] as number) + (counts[i] as number);
    }
    return this;
  }

  /** The matrix as a plain object; `JSON.stringify` calls it. */
  toJSON(): ConfusionMatrixJSON {
    return { numClasses: this.numClasses, counts: Array.from(this.counts) };
  }

  /**
   * Makes a matrix from what `toJSON` gave.
   *
   * @throws TypeError unless `json` is an object with an array `counts`.
   * @throws RangeError unless `numClasses` is an integer from 1 to 255 and `counts` holds
   * `numClasses * numClasses` integers from 0 to 2^53 - 1.
   */
  static fromJSON(json: unknown): ConfusionMatrix {
    const { numClasses, counts } = (json ?? {}) as Partial<ConfusionMatrixJSON>;
    if (typeof numClasses !== "number" || !Array.isArray(counts)) {
      throw new TypeError(
        `Expected \`json\` to be { numClasses: number, counts: number[] }, got ${JSON.stringify(json)?.slice(0, 80)}`,
      );
    }
    const matrix = new ConfusionMatrix(numClasses);
    checkLength({ numClasses, counts });
    const bad = counts.findIndex((count) => !Number.isSafeInteger(count) || count < 0);
    if (bad >= 0) {
      throw new RangeError(
        `Expected \`json.counts\` to hold pixel counts, integers from 0 to 2^53 - 1, ` +
          `got ${JSON.stringify(counts[bad])} at index ${bad}`,
      );
    }
    return matrix.#add(counts);
  }
}
