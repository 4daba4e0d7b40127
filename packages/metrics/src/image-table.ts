import type { BoundaryMatches } from "./boundary-f1.ts";
import type { BoundaryCounts } from "./boundary-iou.ts";
import type { Counts, Overlaps } from "./counts.ts";
import { overlapsOf } from "./overlaps.ts";

/**
 * One row of numbers a picture, of a kind that adds up: what can be summed, grouped and resampled without knowing
 * what it means.
 *
 * @typeParam Sum What a row, or a sum of rows, stands for: the argument of a score.
 */
export interface ImageTable<Sum> {
  /** The pictures, one a row. */
  readonly ids: readonly string[];
  /** Numbers a row. */
  readonly width: number;
  /** The numbers, `[ids.length, width]`. */
  readonly rows: Float64Array;
  /** What a row or a sum of rows stands for; it may look into `row` instead of copying it. */
  readonly read: (row: ArrayLike<number>) => Sum;
}

/** A picture and something counted in it. */
export interface ImageOf<Sum> {
  readonly id: string;
  readonly counts: Sum;
}

/**
 * A table of anything that adds up, from what turns a picture's counts into numbers and a sum of them back.
 *
 * @throws RangeError when there is no picture, when two have one id, or when their rows differ in length.
 */
export function imageTable<Row, Sum>(
  pictures: readonly ImageOf<Row>[],
  write: (counts: Row) => ArrayLike<number>,
  read: (row: ArrayLike<number>) => Sum,
): ImageTable<Sum> {
  const [first] = pictures;
  if (first === undefined) throw new RangeError("Expected `pictures` to hold at least 1 picture, got 0");
  const width = write(first.counts).length;
  const rows = new Float64Array(pictures.length * width);
  const ids = new Set<string>();
  for (const [index, { id, counts }] of pictures.entries()) {
    const row = write(counts);
    if (row.length !== width) {
      throw new RangeError(
        `Expected every picture of \`pictures\` to have ${width} numbers like the first, got ${row.length} in "${id}"`,
      );
    }
    if (ids.has(id)) throw new RangeError(`Expected every picture of \`pictures\` once, got "${id}" twice`);
    ids.add(id);
    rows.set(row, index * width);
  }
  return { ids: [...ids], width, rows, read };
}

/** A table of confusion counts: for scores that need the whole matrix, such as `leftRightConfusion`. */
export function confusionTable(pictures: readonly ImageOf<Counts>[]): ImageTable<Counts> {
  const numClasses = pictures[0]?.counts.numClasses ?? 0;
  return imageTable(
    pictures,
    ({ counts }) => counts,
    (counts) => ({ numClasses, counts }),
  );
}

/** A table of three numbers a class, for `iou` and all scores like it. */
export function overlapTable(pictures: readonly ImageOf<Counts>[]): ImageTable<Overlaps> {
  const numClasses = pictures[0]?.counts.numClasses ?? 0;
  return imageTable(
    pictures,
    (counts) => overlapsOf(counts).overlaps,
    (overlaps) => ({ numClasses, overlaps }),
  );
}

/** A table of `boundaryCounts`, for `boundaryIou`. */
export function boundaryTable(pictures: readonly ImageOf<BoundaryCounts>[]): ImageTable<BoundaryCounts> {
  return imageTable(
    pictures,
    ({ intersection, union }) => [...Array.from(intersection), ...Array.from(union)],
    (row) => {
      const [intersection, union] = split(row, 2);
      return { numClasses: row.length / 2, intersection, union } as BoundaryCounts;
    },
  );
}

/** A table of `boundaryMatches`, for `boundaryF1`. */
export function boundaryMatchTable(
  pictures: readonly ImageOf<BoundaryMatches>[],
): ImageTable<BoundaryMatches> {
  return imageTable(
    pictures,
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
 * a group of pictures.
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
