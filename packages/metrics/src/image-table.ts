import type { BoundaryMatches } from "./boundary-f1.ts";
import type { BoundaryCounts } from "./boundary-iou.ts";
import type { Counts, Overlaps } from "./counts.ts";
import { overlapsOf } from "./overlaps.ts";

/**
 * One row of numbers an image, of a kind that adds up: what can be summed, grouped and resampled without knowing
 * what it means.
 *
 * @typeParam Sum What a row, or a sum of rows, stands for: the argument of a score.
 */
export interface ImageTable<Sum> {
  /** The images, one a row. */
  readonly ids: readonly string[];
  /** Numbers a row. */
  readonly width: number;
  /** The numbers, `[ids.length, width]`. */
  readonly rows: Float64Array;
  /** What a row or a sum of rows stands for; it may look into `row` instead of copying it. */
  readonly read: (row: ArrayLike<number>) => Sum;
}

/** An image and something counted in it. */
export interface ImageOf<Sum> {
  /** Id of the image, unique in its list. */
  readonly id: string;
  /** What was counted in the image. */
  readonly counts: Sum;
}

/**
 * A table of anything that adds up, from what turns an image's counts into numbers and a sum of them back.
 *
 * @throws RangeError when there is no image, when two have one id, or when their rows differ in length.
 */
export function imageTable<Row, Sum>(
  images: readonly ImageOf<Row>[],
  write: (counts: Row) => ArrayLike<number>,
  read: (row: ArrayLike<number>) => Sum,
): ImageTable<Sum> {
  const [first] = images;
  if (first === undefined) throw new RangeError("Expected `images` to hold at least 1 image, got 0");
  const width = write(first.counts).length;
  const rows = new Float64Array(images.length * width);
  const ids = new Set<string>();
  for (const [index, { id, counts }] of images.entries()) {
    const row = write(counts);
    if (row.length !== width) {
      throw new RangeError(
        `Expected every image of \`images\` to have ${width} numbers like the first, got ${row.length} in "${id}"`,
      );
    }
    if (ids.has(id)) throw new RangeError(`Expected every image of \`images\` once, got "${id}" twice`);
    ids.add(id);
    rows.set(row, index * width);
  }
  return { ids: [...ids], width, rows, read };
}

/** A table of confusion counts: for scores that need the whole matrix, such as `leftRightConfusion`. */
export function confusionTable(images: readonly ImageOf<Counts>[]): ImageTable<Counts> {
  const numClasses = images[0]?.counts.numClasses ?? 0;
  return imageTable(
    images,
    ({ counts }) => counts,
    (counts) => ({ numClasses, counts }),
  );
}

/** A table of three numbers a class, for `iou` and all scores like it. */
export function overlapTable(images: readonly ImageOf<Counts>[]): ImageTable<Overlaps> {
  const numClasses = images[0]?.counts.numClasses ?? 0;
  return imageTable(
    images,
    (counts) => overlapsOf(counts).overlaps,
    (overlaps) => ({ numClasses, overlaps }),
  );
}

/** A table of `boundaryCounts`, for `boundaryIou`. */
export function boundaryTable(images: readonly ImageOf<BoundaryCounts>[]): ImageTable<BoundaryCounts> {
  return imageTable(
    images,
    ({ intersection, union }) => [...Array.from(intersection), ...Array.from(union)],
    (row) => {
      const [intersection, union] = split(row, 2);
      return { numClasses: row.length / 2, intersection, union } as BoundaryCounts;
    },
  );
}

/** A table of `boundaryMatches`, for `boundaryF1`. */
export function boundaryMatchTable(images: readonly ImageOf<BoundaryMatches>[]): ImageTable<BoundaryMatches> {
  return imageTable(
    images,
    (matches) =>
      [matches.truth, matches.predicted, matches.matchedTruth, matches.matchedPredicted].flatMap((numbers) =>
        Array.from(numbers),
      ),
    (row) => {
      const [truth, predicted, matchedTruth, matchedPredicted] = split(row, 4);
      return {
        numClasses: row.length / 4,
        truth,
        predicted,
        matchedTruth,
        matchedPredicted,
      } as BoundaryMatches;
    },
  );
}

function split(row: ArrayLike<number>, parts: number): number[][] {
  const length = row.length / parts;
  return Array.from({ length: parts }, (_, part) =>
    Array.from({ length }, (_, i) => row[part * length + i] as number),
  );
}

/**
 * The sum of a table's rows, of all of them or of those at the given places: the way to a score of a data set or of
 * a group of images.
 *
 * @throws RangeError when there is no row at a place.
 *
 * @example
 * const table = imageTable([{ id: "a", counts: [1, 2] }, { id: "b", counts: [3, 4] }], (n) => n, (n) => [...Array.from(n)]);
 * totalOf(table); //=> [4, 6]
 * totalOf(table, [1]); //=> [3, 4]
 */
export function totalOf<Sum>(table: ImageTable<Sum>, places?: Iterable<number>): Sum {
  const { ids, width, rows, read } = table;
  const sum = new Float64Array(width);
  for (const place of places ?? ids.keys()) {
    if (!Number.isInteger(place) || place < 0 || place >= ids.length) {
      throw new RangeError(`Expected \`places\` to be from 0 to ${ids.length - 1}, got ${place}`);
    }
    for (let i = 0; i < width; i++) sum[i] = (sum[i] as number) + (rows[place * width + i] as number);
  }
  return read(sum);
}
