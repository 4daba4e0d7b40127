import { bootstrapMeanIou, summarize } from "../src/bootstrap.ts";
import { galleryIndices } from "../src/report/view.ts";
import type { Evaluation } from "../src/results.ts";
import { bestEpoch, extremes, pictureScores, scoresOf } from "../src/scores.ts";

/** Two classes; the second has 8 true pixels, of which `hits` are found, among 92 of background. */
const picture = (hits: number) => ({ id: `hits-${hits}`, counts: [92, 0, 8 - hits, hits] });
const evaluation = (...hits: number[]): Evaluation => ({
  dataset: "made up",
  split: "test",
  folder: null,
  pictures: hits.map(picture),
  quality: null,
  latency: null,
});

test("scoresOf(evaluation) scores the pixels of all pictures together, background aside", () => {
  const scores = scoresOf(evaluation(8, 4), 2);
  expect(scores.meanIou).toBeCloseTo(12 / 16);
  expect(scores.meanF1).toBeCloseTo(24 / 28);
  expect(scores.pixelAccuracy).toBeCloseTo(196 / 200);
  expect(scores.share[1]).toBeCloseTo(0.08);
  expect(scores.iou[0]).toBeCloseTo(184 / 188);
});

test("pictureScores(evaluation) scores each picture by itself", () => {
  expect(pictureScores(evaluation(8, 4, 0), 2)).toEqual([1, 0.5, 0]);
});

test("extremes(scores, count) gives the worst and the best, none twice, and leaves NaN out", () => {
  expect(extremes([0.5, 0.1, 0.9, Number.NaN, 0.3], 2)).toEqual({ worst: [1, 4], best: [2, 0] });
  expect(extremes([0.5, 0.1, 0.9], 3)).toEqual({ worst: [1], best: [2] });
  expect(extremes([0.5], 3)).toEqual({ worst: [], best: [] });
});

test("galleryIndices(pictures, shown) spreads over the set and never repeats", () => {
  expect(galleryIndices(60, 6)).toEqual([5, 15, 25, 35, 45, 55]);
  expect(galleryIndices(2, 6)).toEqual([0, 1]);
  expect(galleryIndices(0, 6)).toEqual([]);
});

test("bootstrapMeanIou(evaluation) surrounds the score, and is one value when all pictures are alike", () => {
  const values = bootstrapMeanIou(evaluation(8, 6, 4, 8, 2, 5, 7, 8), 2, 1);
  const { low, high } = summarize(values);
  expect(values).toHaveLength(1000);
  expect(low).toBeLessThan(48 / 64);
  expect(high).toBeGreaterThan(48 / 64);
  expect(high - low).toBeGreaterThan(0.1);
  expect(summarize(bootstrapMeanIou(evaluation(4, 4, 4), 2, 1))).toEqual({ low: 0.5, high: 0.5 });
});

test("bootstrapMeanIou(evaluation, classes, seed) draws the same pictures for every network", () => {
  const better = bootstrapMeanIou(evaluation(8, 7, 6, 5, 4), 2, 1);
  const worse = bootstrapMeanIou(evaluation(7, 6, 5, 4, 3), 2, 1);
  for (const [i, value] of better.entries()) expect(value - (worse[i] ?? 0)).toBeCloseTo(1 / 8);
  expect(bootstrapMeanIou(evaluation(8, 7, 6, 5, 4), 2, 2)).not.toEqual(better);
});

test("bestEpoch(epochs, keepBest) is the first best one", () => {
  const epochs = [
    { val_loss: 3, val_mean_iou: 0.2 },
    { val_loss: 1, val_mean_iou: 0.4 },
    { val_loss: 2, val_mean_iou: 0.5 },
    { val_loss: 1, val_mean_iou: 0.5 },
  ];
  expect(bestEpoch(epochs, "val_loss")).toBe(1);
  expect(bestEpoch(epochs, "val_mean_iou")).toBe(2);
});
