import { type Counts, checkLength, checkNumClasses, type Overlaps } from "./counts.ts";

/** Pixels of one class. */
export interface ClassTotals {
  /** Pixels of the class that were predicted as the class. */
  readonly hits: number;
  /** Pixels of the class in the truth. */
  readonly truth: number;
  /** Pixels predicted as the class. */
  readonly predicted: number;
}

/** What the scores of a class are made of, one entry a class. */
export function classTotals(counts: Counts | Overlaps): ClassTotals[] {
  checkNumClasses(counts.numClasses);
  return "overlaps" in counts ? fromOverlaps(counts) : fromCounts(counts);
}

function fromOverlaps({ numClasses, overlaps }: Overlaps): ClassTotals[] {
  if (overlaps.length !== 3 * numClasses) {
    throw new RangeError(
      `Expected \`overlaps\` to hold 3 * ${numClasses} = ${3 * numClasses} numbers, got ${overlaps.length}`,
    );
  }
  return Array.from({ length: numClasses }, (_, id) => ({
    hits: overlaps[3 * id] as number,
    truth: overlaps[3 * id + 1] as number,
    predicted: overlaps[3 * id + 2] as number,
  }));
}

function fromCounts(counts: Counts): ClassTotals[] {
  checkLength(counts);
  const { numClasses } = counts;
  const at = (truth: number, prediction: number) => counts.counts[truth * numClasses + prediction] as number;
  return Array.from({ length: numClasses }, (_, id) => {
    let truth = 0;
    let predicted = 0;
    for (let other = 0; other < numClasses; other++) {
      truth += at(id, other);
      predicted += at(other, id);
    }
    return { hits: at(id, id), truth, predicted };
  });
}
