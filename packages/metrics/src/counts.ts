/** The id in a truth map whose pixels are not counted. */
export const ignoreId = 255;

/** How many pixels of each true class were given each class: what every score is a function of. */
export interface Counts {
  /** Number of classes; ids run from 0 to `numClasses - 1`. */
  readonly numClasses: number;
  /** `numClasses * numClasses` pixel counts at `[truth * numClasses + prediction]`. */
  readonly counts: ArrayLike<number>;
}

/**
 * Three numbers a class, which are all that `iou`, `dice`, `precision`, `recall`, their means, `pixelAccuracy` and
 * `frequencyWeightedIou` need of a confusion matrix: 33 instead of 121 for 11 classes. They add up like counts.
 */
export interface Overlaps {
  /** Number of classes; ids run from 0 to `numClasses - 1`. */
  readonly numClasses: number;
  /** At `[3 * id]` the pixels of the class predicted as the class, then all of the truth, then all predicted. */
  readonly overlaps: ArrayLike<number>;
}

/** Throws a RangeError unless `numClasses` is an integer from 1 to 255. */
export function checkNumClasses(numClasses: number): void {
  if (Number.isInteger(numClasses) && numClasses >= 1 && numClasses <= ignoreId) return;
  const nearest = Math.min(Math.max(Math.round(numClasses) || 1, 1), ignoreId);
  throw new RangeError(
    `Expected \`numClasses\` to be an integer from 1 to ${ignoreId} (id ${ignoreId} is ignored), ` +
      `got ${numClasses}; the nearest is ${nearest}`,
  );
}

/** Throws a RangeError unless there are `numClasses * numClasses` counts. */
export function checkLength({ numClasses, counts }: Counts): void {
  if (counts.length === numClasses * numClasses) return;
  throw new RangeError(
    `Expected \`counts\` to hold ${numClasses} * ${numClasses} = ${numClasses * numClasses} numbers, got ${counts.length}`,
  );
}

/** Throws a RangeError unless `id` is a class. */
export function checkClass(name: string, id: number, numClasses: number): void {
  if (Number.isInteger(id) && id >= 0 && id < numClasses) return;
  throw new RangeError(`Expected \`${name}\` to be a class from 0 to ${numClasses - 1}, got ${id}`);
}
