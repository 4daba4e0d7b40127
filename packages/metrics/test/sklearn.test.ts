import { readFileSync } from "node:fs";
import {
  ConfusionMatrix,
  dice,
  frequencyWeightedIou,
  iou,
  meanDice,
  meanIou,
  meanPrecision,
  meanRecall,
  pixelAccuracy,
  precision,
  recall,
} from "../src/index.ts";

const perClass = { iou, dice, precision, recall };
const means = { meanIou, meanDice, meanPrecision, meanRecall };

interface Case {
  readonly name: string;
  readonly numClasses: number;
  readonly truth: string;
  readonly prediction: string;
  readonly counts: number[];
  readonly perClass: Record<keyof typeof perClass, (number | null)[]>;
  readonly means: Record<keyof typeof means, number>;
  readonly meansWithBackground: Record<keyof typeof means, number>;
  readonly pixelAccuracy: number;
  readonly frequencyWeightedIou: number;
}

// Written by golden/make-sklearn.py.
const file = new URL("./golden/sklearn.json", import.meta.url);
const { sklearn, cases } = JSON.parse(readFileSync(file, "utf8")) as { sklearn: string; cases: Case[] };
function expectClose(received: number | undefined, expected: number): void {
  if (Number.isNaN(expected)) expect(received).toBeNaN();
  else expect(received).toBeCloseTo(expected, 12);
}

describe.each(cases)(`scores are those of scikit-learn ${sklearn}: $name`, (golden) => {
  const matrix = new ConfusionMatrix(golden.numClasses).update(
    Buffer.from(golden.truth, "hex"),
    Buffer.from(golden.prediction, "hex"),
  );

  test("counts", () => {
    expect(Array.from(matrix.counts)).toEqual(golden.counts);
  });

  test.each(Object.keys(perClass) as (keyof typeof perClass)[])("%s of each class", (name) => {
    const scores = perClass[name](matrix);
    expect(scores).toHaveLength(golden.perClass[name].length);
    golden.perClass[name].forEach((expected, id) => {
      expectClose(scores[id], expected ?? Number.NaN);
    });
  });

  test.each(Object.keys(means) as (keyof typeof means)[])("%s without and with background", (name) => {
    expectClose(means[name](matrix), golden.means[name]);
    expectClose(means[name](matrix, { background: true }), golden.meansWithBackground[name]);
  });

  test("pixelAccuracy and frequencyWeightedIou", () => {
    expectClose(pixelAccuracy(matrix), golden.pixelAccuracy);
    expectClose(frequencyWeightedIou(matrix), golden.frequencyWeightedIou);
  });
});
