import type { Evaluation } from "../src/results/index.ts";
import { extremes, imageScores, meanScores, scoresOf } from "../src/scores/scores.ts";

/** Two classes; the second has 8 true pixels, of which `hits` are found, among 92 of background. */
const image = (hits: number) => ({ id: `hits-${hits}`, counts: [92, 0, 8 - hits, hits] });
const evaluation = (...hits: number[]): Evaluation => ({
  dataset: "made up",
  split: "test",
  folder: null,
  images: hits.map(image),
  quality: null,
  latency: null,
});

test("scoresOf(evaluation) scores the pixels of all images together, background aside", () => {
  const scores = scoresOf(evaluation(8, 4));
  expect(scores.meanIou).toBeCloseTo(12 / 16);
  expect(scores.meanF1).toBeCloseTo(24 / 28);
  expect(scores.pixelAccuracy).toBeCloseTo(196 / 200);
  expect(scores.share[1]).toBeCloseTo(0.08);
  expect(scores.iou[0]).toBeCloseTo(184 / 188);
});

test("imageScores(evaluation) scores each image by itself", () => {
  expect(imageScores(evaluation(8, 4, 0))).toEqual([1, 0.5, 0]);
});

test("extremes(scores, count) gives the worst and the best, none twice, and skips NaN", () => {
  expect(extremes([0.5, 0.1, 0.9, Number.NaN, 0.3], 2)).toEqual({ worst: [1, 4], best: [2, 0] });
  expect(extremes([0.5, 0.1, 0.9], 3)).toEqual({ worst: [1], best: [2] });
  expect(extremes([0.5], 3)).toEqual({ worst: [], best: [] });
});

test("meanScores(all) leaves a training without a class out of that class's mean", () => {
  const [one, other] = [scoresOf(evaluation(8)), scoresOf(evaluation(4))];
  const absent = { ...other, iou: [other.iou[0] ?? 0, Number.NaN] };
  expect(meanScores([one, other]).meanIou).toBeCloseTo((8 / 8 + 4 / 8) / 2);
  expect(meanScores([one, other]).iou[1]).toBeCloseTo(0.75);
  expect(meanScores([one, absent]).iou[1]).toBe(1);
});
