import { f1, frequencyWeightedIou, iou, meanF1, meanIou, pixelAccuracy } from "@faceseg/metrics";
import { mean } from "d3-array";
import type { Evaluation } from "../results/evaluation-schema.ts";

/** Scores of one network on one set; class 0 (background) counts in pixel accuracy and weighted IoU only. */
export interface Scores {
  /** Mean IoU of the classes without background, 0 to 1; classes without a score are skipped. */
  readonly meanIou: number;
  /** Mean F1 of the classes without background, 0 to 1; classes without a score are skipped. */
  readonly meanF1: number;
  /** Share of the labeled pixels whose class is predicted correctly, 0 to 1. */
  readonly pixelAccuracy: number;
  /** Mean IoU of all classes, weighted by their labeled pixels, 0 to 1. */
  readonly weightedIou: number;
  /** IoU by class id, 0 to 1; NaN for a class that neither truth nor prediction has. */
  readonly iou: readonly number[];
  /** F1 by class id, 0 to 1; NaN for a class that neither truth nor prediction has. */
  readonly f1: readonly number[];
  /** Share of all labeled pixels, by class id. */
  readonly share: readonly number[];
}

/** Scores of the pixels of all images together. */
export function scoresOf(evaluation: Pick<Evaluation, "images">): Scores {
  const numClasses = numClassesOf(evaluation);
  const counts = sumCounts(
    evaluation.images.map((image) => image.counts),
    numClasses,
  );
  const truth = Array.from({ length: numClasses }, (_, id) =>
    counts.subarray(id * numClasses, (id + 1) * numClasses).reduce((sum, n) => sum + n, 0),
  );
  const labeled = truth.reduce((sum, n) => sum + n, 0);
  const matrix = { numClasses, counts };
  return {
    meanIou: meanIou(matrix),
    meanF1: meanF1(matrix),
    pixelAccuracy: pixelAccuracy(matrix),
    weightedIou: frequencyWeightedIou(matrix),
    iou: iou(matrix),
    f1: f1(matrix),
    share: truth.map((n) => n / labeled),
  };
}

/** Means of the scores of several trainings, each over those that have the score. */
export function meanScores(all: readonly Scores[]): Scores {
  const average = (of: (scores: Scores) => number) => mean(all, of) ?? Number.NaN;
  const byClass = (of: (scores: Scores) => readonly number[]) =>
    (all[0] ? of(all[0]) : []).map((_, id) => average((scores) => of(scores)[id] ?? Number.NaN));
  return {
    meanIou: average((scores) => scores.meanIou),
    meanF1: average((scores) => scores.meanF1),
    pixelAccuracy: average((scores) => scores.pixelAccuracy),
    weightedIou: average((scores) => scores.weightedIou),
    iou: byClass((scores) => scores.iou),
    f1: byClass((scores) => scores.f1),
    share: byClass((scores) => scores.share),
  };
}

/** Mean IoU of every image by itself, over the classes that it has; for ranking images, not for citing. */
export function imageScores(evaluation: Pick<Evaluation, "images">): number[] {
  const numClasses = numClassesOf(evaluation);
  return evaluation.images.map(({ counts }) => meanIou({ numClasses, counts: Float64Array.from(counts) }));
}

/** Indices of the `count` worst and best images, the extreme ones first; no image is in both. */
export function extremes(
  scores: readonly number[],
  count: number,
): {
  /** Indices of the lowest scores, the lowest first. */
  worst: number[];
  /** Indices of the highest scores, the highest first. */
  best: number[];
} {
  const ranked = scores
    .map((score, index) => ({ score, index }))
    .filter(({ score }) => Number.isFinite(score))
    .sort((a, b) => a.score - b.score || a.index - b.index)
    .map(({ index }) => index);
  const each = Math.min(count, Math.floor(ranked.length / 2));
  return { worst: ranked.slice(0, each), best: ranked.slice(ranked.length - each).reverse() };
}

/** Sum of the images' counts. */
export function sumCounts(images: readonly (readonly number[])[], numClasses: number): Float64Array {
  const total = new Float64Array(numClasses * numClasses);
  for (const counts of images)
    for (let i = 0; i < total.length; i++) total[i] = (total[i] ?? 0) + (counts[i] ?? 0);
  return total;
}

/** How many classes an evaluation's images were counted in. */
function numClassesOf({ images: [first] }: Pick<Evaluation, "images">): number {
  return Math.sqrt(first?.counts.length ?? 0);
}
