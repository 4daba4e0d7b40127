import { ConfusionMatrix } from "./confusion-matrix.ts";

/** The counts of one image, kept so that scores can be regrouped without running a network again. */
export interface ImageCounts {
  /** Id of the image. */
  readonly id: string;
  /** Pixel counts of the image. */
  readonly counts: ConfusionMatrix;
}

/**
 * The counts of several images in one new matrix: the way to a score of a whole data set.
 *
 * @throws RangeError when there is no image, or when the number of classes differs between images.
 *
 * @example
 * const images = [
 *   { id: "a", counts: new ConfusionMatrix(2).update(Uint8Array.of(0, 1), Uint8Array.of(0, 1)) },
 *   { id: "b", counts: new ConfusionMatrix(2).update(Uint8Array.of(1, 1), Uint8Array.of(0, 1)) },
 * ];
 * Array.from(total(images).counts); //=> [1, 0, 1, 2]
 */
export function total(images: Iterable<ImageCounts>): ConfusionMatrix {
  let sum: ConfusionMatrix | undefined;
  for (const { id, counts } of images) {
    sum ??= new ConfusionMatrix(counts.numClasses);
    if (counts.numClasses !== sum.numClasses) {
      throw new RangeError(
        `Expected every image of \`images\` to have ${sum.numClasses} classes like the first, ` +
          `got ${counts.numClasses} in "${id}"`,
      );
    }
    sum.merge(counts);
  }
  if (sum === undefined) throw new RangeError("Expected `images` to hold at least 1 image, got 0");
  return sum;
}
