import { type Counts, checkLength, checkNumClasses } from "./counts.ts";

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
export function classTotals(counts: Counts): ClassTotals[] {
  checkNumClasses(counts.numClasses);
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
