import {
  boundaryIou,
  boundaryTable,
  frequencyWeightedIou,
  type ImageTable,
  imageTable,
  iou,
  meanIou,
  meanOf,
  type Overlaps,
  overlapsOf,
  overlapTable,
} from "@faceseg/metrics";
import type { ConditionResults, Evaluation, Results } from "../results/index.ts";

/** What one training, or one combination of several, was measured on. */
export interface Measured {
  /** What it scored on the test images. */
  readonly test: Evaluation;
  /** What it scored under each robustness condition; null where none was tested. */
  readonly robustness: readonly ConditionResults[] | null;
}

type Classes = Results["classes"];

/** How networks are compared: a score between 0 and 1 of the sum of any set of images; higher is better. */
export interface Measure {
  /** What it is called in a report. */
  readonly name: string;
  /** The images' counts and how their sum is scored; null when the run did not count what the score needs. */
  readonly table: (measured: Measured, classes: Classes) => ImageTable<number> | null;
}

/** Mean IoU of all parts, without background. */
export const overall = ofOverlaps("mean IoU", () => meanIou);

/**
 * Mean IoU of some parts.
 *
 * @param what What they are called together, such as "skin and hair".
 * @param names Names of classes; those that the results do not have are ignored.
 */
export function meanIouOf(what: string, names: readonly string[]): Measure {
  return ofOverlaps(`mean IoU of ${what}`, (classes) => {
    const ids = classes.filter(({ name }) => names.includes(name)).map(({ id }) => id);
    return (sum) => meanOf(only(iou(sum), ids));
  });
}

/** IoU weighted by the pixels of each class, background too. */
export const weighted = ofOverlaps("frequency-weighted IoU", () => frequencyWeightedIou);

/** Boundary IoU in the narrowest band that was measured: a wide one covers thin parts whole. */
export const boundaries: Measure = {
  name: "boundary IoU in the narrowest band",
  table: ({ test }) => {
    const [narrowest] = [...(test.quality?.boundaryIou ?? [])].sort((a, b) => a.ratio - b.ratio);
    if (!narrowest) return null;
    const images = test.images.map(({ id }, i) => {
      const { intersection = [], union = [] } = narrowest.images[i] ?? {};
      return { id, counts: { numClasses: union.length, intersection, union } };
    });
    return scored(boundaryTable(images), (sum) => meanOf(boundaryIou(sum)));
  },
};

/** Mean IoU on the images without occluders that were also seen with them. */
export const unoccluded: Measure = {
  name: "mean IoU",
  table: (measured, { length }) => occlusionTable(measured, length, (clean) => meanIou(clean)),
};

/** Mean IoU of all occluded views of the images together. */
export const occluded: Measure = {
  name: "mean IoU of occluded faces",
  table: (measured, { length }) => occlusionTable(measured, length, (_, hidden) => meanIou(hidden)),
};

/** What occluders change: nothing is 0, a loss is negative. */
export const occlusionChange: Measure = {
  name: "change of mean IoU under occlusion",
  table: (measured, { length }) =>
    occlusionTable(measured, length, (clean, hidden) => meanIou(hidden) - meanIou(clean)),
};

function ofOverlaps(name: string, scoreOf: (classes: Classes) => (sum: Overlaps) => number): Measure {
  return {
    name,
    table: ({ test }, classes) => {
      const images = test.images.map(({ id, counts }) => ({
        id,
        counts: { numClasses: classes.length, counts },
      }));
      return scored(overlapTable(images), scoreOf(classes));
    },
  };
}

/** One row per image: its overlaps without occluders, and those of all its occluded views together. */
function occlusionTable(
  { test, robustness }: Measured,
  numClasses: number,
  score: (clean: Overlaps, occluded: Overlaps) => number,
): ImageTable<number> | null {
  const views = (robustness ?? []).filter(({ family }) => family === "occlusion");
  const seen = Math.min(test.images.length, ...views.map(({ images }) => images.length));
  if (views.length === 0 || seen === 0) return null;
  const images = test.images.slice(0, seen).map(({ id, counts }, i) => {
    const clean = Array.from(overlapsOf({ numClasses, counts }).overlaps);
    const hidden = clean.map((_, at) =>
      views.reduce((sum, view) => sum + (view.images[i]?.[at] ?? Number.NaN), 0),
    );
    return { id, counts: [...clean, ...hidden] };
  });
  const read = (row: ArrayLike<number>) => {
    const both = Array.from(row);
    const overlaps = (from: number) => ({ numClasses, overlaps: both.slice(from, from + 3 * numClasses) });
    return score(overlaps(0), overlaps(3 * numClasses));
  };
  return imageTable(images, (row) => row, read);
}

function scored<Sum>(table: ImageTable<Sum>, score: (sum: Sum) => number): ImageTable<number> {
  return { ...table, read: (row) => score(table.read(row)) };
}

/** The scores of some classes; the place of background stays, so that a mean skips it. */
function only(scores: readonly number[], ids: readonly number[]): number[] {
  return scores.map((score, id) => (ids.includes(id) ? score : Number.NaN));
}
