import { readFileSync } from "node:fs";
import type { Batches } from "@faceseg/image";
import { compile } from "@faceseg/onnx";
import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import {
  boundaryLoss,
  crossEntropyLoss,
  diceLoss,
  fit,
  focalLoss,
  generalizedDiceLoss,
  jaccardLoss,
  type Loss,
  lovaszSoftmaxLoss,
  ohemCrossEntropyLoss,
  tverskyLoss,
  weightedSumLoss,
} from "../src/index.ts";
import { signedDistance } from "../src/losses/boundary/signed-distance.ts";
import { stripes, tinyNetwork } from "./tiny.ts";

type Shape = [number, number, number, number];

interface Golden {
  shape: Shape;
  logits: number[];
  labels: number[];
  cases: { loss: keyof typeof losses; options: object; value: number; gradient: number[] }[];
}

const losses = {
  crossEntropy: crossEntropyLoss,
  focal: focalLoss,
  dice: diceLoss,
  jaccard: jaccardLoss,
  tversky: tverskyLoss,
  generalizedDice: generalizedDiceLoss,
  lovaszSoftmax: lovaszSoftmaxLoss,
  boundary: boundaryLoss,
  ohemCrossEntropy: ohemCrossEntropyLoss,
};

/** Made by golden/make-losses.py from the papers' definitions, in float64. */
const golden = JSON.parse(readFileSync(new URL("./golden/losses.json", import.meta.url), "utf8")) as Golden;

const gradientOf = ({ compute }: Loss, ids: readonly number[], shape: Shape) => {
  const labels = tf.tensor3d([...ids], shape.slice(0, 3) as [number, number, number], "int32");
  return (logits: tf.Tensor) => tf.valueAndGrad((x) => compute(x as tf.Tensor4D, labels))(logits);
};

const largestDifference = (actual: ArrayLike<number>, expected: readonly number[]) =>
  Math.max(...expected.map((value, i) => Math.abs((actual[i] as number) - value)));

test.each(golden.cases)("$loss($options) has the value and gradient of its definition", (c) => {
  const { shape, logits, labels } = golden;
  const { value, grad } = gradientOf(losses[c.loss](c.options), labels, shape)(tf.tensor4d(logits, shape));
  expect(value.dataSync()[0]).toBeCloseTo(c.value, 5);
  expect(largestDifference(grad.dataSync(), c.gradient)).toBeLessThan(1e-6);
  expect(Math.max(...c.gradient.map(Math.abs))).toBeGreaterThan(1e-3);
});

const all = Object.entries(losses) as [string, (options?: { ignoreId?: number }) => Loss][];

test.each(all)("%s() has a gradient of exactly 0 at ignored pixels, whatever their logits", (_, make) => {
  const pixels = fc.array(
    fc.record({
      id: fc.constantFrom(0, 1, 2, 255),
      scores: fc.array(fc.float({ min: -30, max: 30, noNaN: true }), { minLength: 3, maxLength: 3 }),
    }),
    { minLength: 12, maxLength: 12 },
  );
  fc.assert(
    fc.property(pixels, fc.constantFrom(255, 1), (drawn, ignoreId) => {
      const ids = drawn.map(({ id }) => id);
      const logits = tf.tensor4d(
        drawn.flatMap(({ scores }) => scores),
        [1, 3, 4, 3],
      );
      const { value, grad } = gradientOf(make({ ignoreId }), ids, [1, 3, 4, 3])(logits);
      const gradient = Array.from(grad.dataSync());
      expect(gradient.every(Number.isFinite)).toBe(true);
      expect(Number.isFinite(value.dataSync()[0])).toBe(true);
      for (const [i, slope] of gradient.entries()) {
        const id = ids[Math.floor(i / 3)] as number;
        if (id === 255 || id === ignoreId) expect(slope === 0).toBe(true);
      }
    }),
    { numRuns: 20 },
  );
});

test.each(all)("%s() of a batch that is all ignored is 0", (_, make) => {
  const { value, grad } = gradientOf(make(), new Array(6).fill(255), [1, 2, 3, 2])(tf.ones([1, 2, 3, 2]));
  expect(value.dataSync()[0]).toBeCloseTo(0, 6);
  expect(Array.from(grad.dataSync()).every((slope) => slope === 0)).toBe(true);
});

test.each(all)("%s() compiles, gradient included, to the numbers of eager TensorFlow.js", async (_, make) => {
  const { shape, logits, labels } = golden;
  const loss = make();
  const fn = (inputs: Record<string, tf.Tensor>) => {
    const labels = inputs["labels"] as tf.Tensor3D;
    const objective = (x: tf.Tensor) => loss.compute(x as tf.Tensor4D, labels);
    const { value, grad } = tf.valueAndGrad(objective)(inputs["logits"] as tf.Tensor);
    return { value, grad };
  };
  const { session } = await compile(fn, {
    inputs: { logits: { shape }, labels: { shape: shape.slice(0, 3), dtype: "uint8" } },
  });
  const feeds = { logits: Float32Array.from(logits), labels: Uint8Array.from(labels) };
  const compiled = await session.run(feeds);
  await session.dispose();
  const eager = fn({
    logits: tf.tensor4d(logits, shape),
    labels: tf.tensor3d(labels, shape.slice(0, 3) as [number, number, number], "int32"),
  });
  for (const name of ["value", "grad"] as const) {
    const expected = Array.from((eager[name] as tf.Tensor).dataSync());
    expect(largestDifference(compiled[name] as Float32Array, expected)).toBeLessThan(1e-6);
  }
});

test("lovaszSoftmaxLoss() of a perfect and of a wholly wrong prediction is 0 and 1", () => {
  const labels = tf.tensor3d([0, 0, 1, 1], [1, 2, 2], "int32");
  const sure = tf.mul(tf.oneHot(labels, 2) as tf.Tensor4D, 100) as tf.Tensor4D;
  expect(lovaszSoftmaxLoss().compute(sure, labels).dataSync()[0]).toBeCloseTo(0, 6);
  expect(lovaszSoftmaxLoss().compute(tf.neg(sure), labels).dataSync()[0]).toBeCloseTo(1, 6);
});

test("signedDistance(hot, counted, radius) by hand, for a row of classes 0 ? 1 1 0", () => {
  const hot = tf.tensor4d([1, 0, 0, 0, 0, 1, 0, 1, 1, 0], [1, 1, 5, 2]);
  const distances = Array.from(signedDistance(hot, tf.sum(hot, -1, true), 3).dataSync());
  expect(distances).toEqual([-1, 2, 0, 0, 2, -1, 1, 0, 0, 1].map((value) => expect.closeTo(value, 6)));
});

test("weightedSumLoss(terms) adds values and gradients, each times its weight", () => {
  const { shape, logits, labels } = golden;
  const x = tf.tensor4d(logits, shape);
  const [a, b] = [crossEntropyLoss(), diceLoss()].map((loss) => gradientOf(loss, labels, shape)(x));
  const sum = weightedSumLoss([{ loss: crossEntropyLoss() }, { loss: diceLoss(), weight: 0.5 }]);
  expect(sum.name).toBe("cross_entropy + 0.5 dice");
  const { value, grad } = gradientOf(sum, labels, shape)(x);
  const expected = (pick: "value" | "grad") =>
    Array.from(tf.add(a?.[pick] as tf.Tensor, tf.mul(b?.[pick] as tf.Tensor, 0.5)).dataSync());
  expect(largestDifference(value.dataSync(), expected("value"))).toBeLessThan(1e-6);
  expect(largestDifference(grad.dataSync(), expected("grad"))).toBeLessThan(1e-7);
});

test("fit(model, { loss }) trains on the sum of all losses, compiled as eager", async () => {
  const loss = weightedSumLoss(all.map(([, make]) => ({ loss: make(), weight: 0.2 })));
  const train: Batches = {
    length: 2,
    batchSize: 1,
    size: { width: 16, height: 16 },
    async *epoch() {
      yield* [stripes(0), stripes(1)];
    },
  };
  const means: number[] = [];
  for (const engine of ["onnxruntime", "tfjs"] as const) {
    const { epochs } = await fit(tinyNetwork(), { train, epochs: 2, loss, engine });
    means.push(epochs[1]?.["loss"] as number);
  }
  expect(means[0]).toBeCloseTo(means[1] as number, 4);
});

test("losses refuse options that make no loss, and class weights that fit no classes", () => {
  const labels = tf.tensor3d([0, 1], [1, 1, 2], "int32");
  for (const [, make] of Object.entries(losses) as [string, (o: object) => Loss][]) {
    expect(() => make({ classWeights: [1, -1] })).toThrow(
      /`classWeights\[1\]` to be a number of at least 0, got -1/,
    );
    const short = make({ classWeights: [1, 1] });
    expect(() => short.compute(tf.zeros([1, 1, 2, 3]), labels)).toThrow(/`classWeights` to be 3 numbers/);
  }
  expect(() => crossEntropyLoss({ labelSmoothing: 1.5 })).toThrow(/labelSmoothing.*got 1.5/);
  expect(() => focalLoss({ gamma: -1 })).toThrow(/gamma.*got -1/);
  expect(() => diceLoss({ smooth: 0 })).toThrow(/smooth.*got 0/);
  expect(() => tverskyLoss({ alpha: -1 })).toThrow(/alpha.*got -1/);
  expect(() => tverskyLoss({ beta: -1 })).toThrow(/beta.*got -1/);
  expect(() => boundaryLoss({ maxDistance: 0.5 })).toThrow(/maxDistance.*got 0.5/);
  expect(() => ohemCrossEntropyLoss({ keep: 0 })).toThrow(/keep.*got 0/);
  expect(() => weightedSumLoss([])).toThrow(/terms.*at least 1/);
});
