import { f1, frequencyWeightedIou, iou, meanF1, meanIou, pixelAccuracy } from "@faceseg/metrics";
import { mean } from "d3-array";
import type { Config } from "./config.ts";
import type { Evaluation } from "./results.ts";

/** Scores of one network on one set; class 0 (background) counts in pixel accuracy and weighted IoU only. */
export interface Scores {
  readonly meanIou: number;
  readonly meanF1: number;
  readonly pixelAccuracy: number;
  readonly weightedIou: number;
  /** By class id; NaN for a class that neither truth nor prediction has. */
  readonly iou: readonly number[];
  readonly f1: readonly number[];
  /** Share of all labelled pixels, by class id. */
  readonly share: readonly number[];
}

/** Scores of the pixels of all pictures together. */
export function scoresOf(evaluation: Evaluation, numClasses: number): Scores {
  const counts = sumCounts(
    evaluation.pictures.map((picture) => picture.counts),
    numClasses,
  );
  const truth = Array.from({ length: numClasses }, (_, id) =>
    counts.subarray(id * numClasses, (id + 1) * numClasses).reduce((sum, n) => sum + n, 0),
  );
  const labelled = truth.reduce((sum, n) => sum + n, 0);
  const matrix = { numClasses, counts };
  return {
    meanIou: meanIou(matrix),
    meanF1: meanF1(matrix),
    pixelAccuracy: pixelAccuracy(matrix),
    weightedIou: frequencyWeightedIou(matrix),
    iou: iou(matrix),
    f1: f1(matrix),
    share: truth.map((n) => n / labelled),
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

/** Mean IoU of every picture by itself, over the classes that it has; for ranking pictures, not for citing. */
export function pictureScores(evaluation: Evaluation, numClasses: number): number[] {
  return evaluation.pictures.map(({ counts }) => meanIou({ numClasses, counts: Float64Array.from(counts) }));
}

/** Indices of the `count` worst and best pictures, the extreme ones first; no picture is in both. */
export function extremes(scores: readonly number[], count: number): { worst: number[]; best: number[] } {
  const ranked = scores
    .map((score, index) => ({ score, index }))
    .filter(({ score }) => Number.isFinite(score))
    .sort((a, b) => a.score - b.score || a.index - b.index)
    .map(({ index }) => index);
  const each = Math.min(count, Math.floor(ranked.length / 2));
  return { worst: ranked.slice(0, each), best: ranked.slice(ranked.length - each).reverse() };
}

/** Sum of the pictures' counts. */
export function sumCounts(pictures: readonly (readonly number[])[], numClasses: number): Float64Array {
  const total = new Float64Array(numClasses * numClasses);
  for (const counts of pictures)
    for (let i = 0; i < total.length; i++) total[i] = (total[i] ?? 0) + (counts[i] ?? 0);
  return total;
}

/** Index of the epoch with the best value; the first of equals, as `modelCheckpoint` keeps it. */
export function bestEpoch(
  epochs: readonly Readonly<Record<string, number>>[],
  keepBest: Config["keepBest"],
): number {
  const sign = keepBest === "val_loss" ? -1 : 1;
  const values = epochs.map((logs) => sign * (logs[keepBest] ?? Number.NaN));
  return values.reduce((best, value, i) => (value > (values[best] ?? Number.NaN) ? i : best), 0);
}
