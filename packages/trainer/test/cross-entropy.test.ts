import * as tf from "@tensorflow/tfjs-core";
import { crossEntropyLoss } from "../src/index.ts";

const logits = tf.tensor4d([2, 0, 1, 0, 3, 0, 0, 0, 0, 1, 1, 5], [1, 2, 2, 3]);
const labels = (ids: number[]) => tf.tensor3d(ids, [1, 2, 2], "int32");
const softmaxLoss = (scores: number[], id: number) =>
  Math.log(scores.reduce((sum, s) => sum + Math.exp(s), 0)) - (scores[id] as number);

test("crossEntropyLoss() is the mean over the pixels that are not ignored", () => {
  const expected = (softmaxLoss([2, 0, 1], 0) + softmaxLoss([0, 3, 0], 1) + softmaxLoss([1, 1, 5], 0)) / 3;
  expect(
    crossEntropyLoss()
      .compute(logits, labels([0, 1, 255, 0]))
      .dataSync()[0],
  ).toBeCloseTo(expected, 5);
});

test("crossEntropyLoss({ classWeights }) is the weighted mean, as in PyTorch", () => {
  const weights = [1, 4, 0];
  const expected = (softmaxLoss([2, 0, 1], 0) + 4 * softmaxLoss([0, 3, 0], 1)) / 5;
  const loss = crossEntropyLoss({ classWeights: weights }).compute(logits, labels([0, 1, 2, 255]));
  expect(loss.dataSync()[0]).toBeCloseTo(expected, 5);
});

test("crossEntropyLoss() of a batch that is all ignored is 0", () => {
  expect(
    crossEntropyLoss()
      .compute(logits, labels([255, 255, 255, 255]))
      .dataSync()[0],
  ).toBeCloseTo(0, 20);
});

test("crossEntropyLoss() has the gradient softmax - onehot over counted pixels and exactly 0 at ignored ones", () => {
  for (const { ignoreId, ignored } of [
    { ignoreId: 255, ignored: 255 },
    { ignoreId: 2, ignored: 2 },
  ]) {
    const loss = crossEntropyLoss({ ignoreId });
    const gradient = tf
      .grad((x) => loss.compute(x as tf.Tensor4D, labels([0, ignored, 1, ignored])))(logits)
      .dataSync();
    for (const i of [3, 4, 5, 9, 10, 11]) expect(gradient[i] === 0).toBe(true);
    const probabilities = [2, 0, 1].map(
      (s) => Math.exp(s) / [2, 0, 1].reduce((sum, x) => sum + Math.exp(x), 0),
    );
    for (const c of [0, 1, 2]) {
      expect(gradient[c]).toBeCloseTo(((probabilities[c] as number) - (c === 0 ? 1 : 0)) / 2, 5);
    }
  }
});

test("crossEntropyLoss({ classWeights }) refuses weights that fit no loss", () => {
  expect(() => crossEntropyLoss({ classWeights: [1, -1] })).toThrow(
    /`classWeights\[1\]` to be a number of at least 0, got -1/,
  );
  expect(() => crossEntropyLoss({ classWeights: [1] }).compute(logits, labels([0, 0, 0, 0]))).toThrow(
    /`classWeights` to be 3 numbers/,
  );
});
