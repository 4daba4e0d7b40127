import {
  ConfusionMatrix,
  dice,
  f1,
  frequencyWeightedIou,
  iou,
  meanDice,
  meanF1,
  meanIou,
  meanOf,
  meanPrecision,
  meanRecall,
  pixelAccuracy,
  precision,
  recall,
} from "../src/index.ts";

// Truth has 8 pixels of class 0, 2 of class 1, none of 2 and 3; two of class 0 were taken for 1, one for 3.
const counts = {
  numClasses: 4,
  // biome-ignore format: one row a true class
  counts: [
    5, 2, 0, 1,
    0, 2, 0, 0,
    0, 0, 0, 0,
    0, 0, 0, 0,
  ],
};
const empty = new ConfusionMatrix(2);

describe("scores of each class", () => {
  test("iou(counts) is hits / (truth + predicted - hits), NaN for a class absent from both", () => {
    expect(iou(counts)).toEqual([5 / 8, 2 / 4, Number.NaN, 0]);
  });

  test("dice(counts) is 2 * hits / (truth + predicted), NaN for a class absent from both", () => {
    expect(dice(counts)).toEqual([10 / 13, 4 / 6, Number.NaN, 0]);
  });

  test("f1(counts) is dice(counts)", () => {
    expect(f1).toBe(dice);
  });

  test("precision(counts) is hits / predicted, NaN for a class absent from the prediction", () => {
    expect(precision(counts)).toEqual([5 / 5, 2 / 4, Number.NaN, 0]);
    expect(precision({ numClasses: 2, counts: [1, 0, 1, 0] })).toEqual([0.5, Number.NaN]);
  });

  test("recall(counts) is hits / truth, NaN for a class absent from the truth", () => {
    expect(recall(counts)).toEqual([5 / 8, 2 / 2, Number.NaN, Number.NaN]);
    expect(recall({ numClasses: 2, counts: [1, 0, 1, 0] })).toEqual([1, 0]);
  });

  test("all are NaN when nothing was counted", () => {
    for (const score of [iou, dice, precision, recall])
      expect(score(empty)).toEqual([Number.NaN, Number.NaN]);
  });

  test("all throw for a number of counts that does not fit", () => {
    for (const score of [iou, dice, precision, recall, pixelAccuracy, frequencyWeightedIou, meanIou]) {
      expect(() => score({ numClasses: 2, counts: [1, 2, 3] })).toThrow(
        new RangeError("Expected `counts` to hold 2 * 2 = 4 numbers, got 3"),
      );
      expect(() => score({ numClasses: -2, counts: [1, 2, 3, 4] })).toThrow("from 1 to 255");
    }
  });
});

describe("scores of all pixels", () => {
  test("pixelAccuracy(counts) is the share of hits", () => {
    expect(pixelAccuracy(counts)).toBe(7 / 10);
  });

  test("frequencyWeightedIou(counts) weighs each IoU by the class's share of the truth", () => {
    expect(frequencyWeightedIou(counts)).toBeCloseTo(0.8 * (5 / 8) + 0.2 * (2 / 4), 15);
  });

  test("both are NaN when nothing was counted", () => {
    expect(pixelAccuracy(empty)).toBeNaN();
    expect(frequencyWeightedIou(empty)).toBeNaN();
  });
});

describe("means", () => {
  test("meanOf(scores) leaves out class 0 unless asked for, and skips NaN", () => {
    expect(meanOf([1, 0.5, Number.NaN, 0.25])).toBe(0.375);
    expect(meanOf([1, 0.5, Number.NaN, 0], { background: true })).toBe(0.5);
    expect(meanOf([Number.NaN, 0.5], { background: true })).toBe(0.5);
  });

  test("meanOf(scores) is NaN when no class has a score", () => {
    expect(meanOf([1, Number.NaN])).toBeNaN();
    expect(meanOf([1])).toBeNaN();
    expect(meanOf([Number.NaN], { background: true })).toBeNaN();
  });

  test("meanIou, meanDice, meanPrecision and meanRecall are meanOf their scores", () => {
    expect(meanIou(counts)).toBe(1 / 4);
    expect(meanIou(counts, { background: true })).toBeCloseTo((5 / 8 + 1 / 2) / 3, 15);
    expect(meanDice(counts)).toBeCloseTo(1 / 3, 15);
    expect(meanDice(counts, { background: true })).toBeCloseTo((10 / 13 + 2 / 3) / 3, 15);
    expect(meanPrecision(counts)).toBe(1 / 4);
    expect(meanPrecision(counts, { background: true })).toBe(1 / 2);
    expect(meanRecall(counts)).toBe(1);
    expect(meanRecall(counts, { background: true })).toBeCloseTo((5 / 8 + 1) / 2, 15);
  });

  test("meanF1 is meanDice", () => {
    expect(meanF1).toBe(meanDice);
  });
});
