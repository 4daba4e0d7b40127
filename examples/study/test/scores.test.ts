import { galleryIndices } from "../src/report/view.ts";
import type { Evaluation } from "../src/results.ts";
import { bestEpoch, extremes, meanScores, pictureScores, scoresOf } from "../src/scores.ts";

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

test("meanScores(all) leaves a training without a class out of that class's mean", () => {
  const [one, other] = [scoresOf(evaluation(8), 2), scoresOf(evaluation(4), 2)];
  const absent = { ...other, iou: [other.iou[0] ?? 0, Number.NaN] };
  expect(meanScores([one, other]).meanIou).toBeCloseTo((8 / 8 + 4 / 8) / 2);
  expect(meanScores([one, other]).iou[1]).toBeCloseTo(0.75);
  expect(meanScores([one, absent]).iou[1]).toBe(1);
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
