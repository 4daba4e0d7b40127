import * as tf from "@tensorflow/tfjs-core";
import type { layers } from "@tensorflow/tfjs-layers";
import {
  AdaptiveAveragePooling,
  BilinearUpsampling,
  CaffeInput,
  DilatedDepthwiseConv2D,
  MaxPoolWithArgmax,
  MaxUnpool,
} from "../src/index.ts";
import { noise } from "./keras-golden.ts";

type Layer = InstanceType<typeof layers.Layer>;

const rounded = (x: tf.Tensor) => [...x.dataSync()].map((value) => Math.round(value * 1e4) / 1e4);
const row = (values: number[]) => tf.tensor4d(values, [1, 1, values.length, 1]);
const run = (layer: Layer, x: tf.Tensor) => layer.apply(x) as tf.Tensor;
const random = (seed: number, shape: number[]) =>
  tf.sub(tf.tensor(noise(seed, tf.util.sizeFromShape(shape)), shape), 0.5);

/** <dy, J v> against <Jᵀ dy, v>: a linear layer's gradient is its transpose. */
function expectTransposed(layer: Layer, shape: number[]): void {
  const [x, v] = [random(1, shape), random(2, shape)];
  const dy = random(3, run(layer, x).shape);
  const gradient = tf.grad((input: tf.Tensor) => run(layer, input))(x, dy);
  const left = tf.sum(tf.mul(dy, run(layer, v))).dataSync()[0] as number;
  const right = tf.sum(tf.mul(gradient, v)).dataSync()[0] as number;
  expect(Math.abs(left - right)).toBeLessThan(1e-4);
}

test("BilinearUpsampling uses half-pixel centers", () => {
  const up = new BilinearUpsampling({ size: [1, 4] });
  expect(rounded(run(up, row([0, 4])))).toEqual([0, 1, 3, 4]);
  const third = new BilinearUpsampling({ size: [2, 3] });
  expect(rounded(run(third, row([0, 4])))).toEqual([0, 2, 4, 0, 2, 4]);
});

test.each([
  [
    [2, 3, 5, 2],
    [12, 7],
  ],
  [
    [2, 1, 6, 3],
    [8, 9],
  ],
  [
    [1, 4, 4, 1],
    [2, 3],
  ],
] as const)(
  "BilinearUpsampling of %j to %j has its transpose as gradient, for every image",
  (shape, size) => {
    expectTransposed(new BilinearUpsampling({ size }), [...shape]);
  },
);

test("AdaptiveAveragePooling has PyTorch's windows, overlapping where bins do not divide the side", () => {
  const pool = (bins: number, values: number[]) =>
    rounded(run(new AdaptiveAveragePooling({ bins }), row(values))).slice(0, bins);
  expect(pool(2, [1, 3, 5, 9])).toEqual([2, 7]);
  expect(pool(2, [1, 2, 6, 4, 8])).toEqual([3, 6]); // windows 0..2 and 2..4
  expect(pool(3, [1, 3, 5, 9])).toEqual([2, 4, 7]); // windows 0..1, 1..2, 2..3
  expect(pool(3, [4])).toEqual([4, 4, 4]);
});

test("AdaptiveAveragePooling has its transpose as gradient", () => {
  expectTransposed(new AdaptiveAveragePooling({ bins: 3 }), [2, 7, 4, 2]);
});

test.each([1, 2, 4])("DilatedDepthwiseConv2D with rate %d is TensorFlow.js's dilated convolution", (rate) => {
  const layer = new DilatedDepthwiseConv2D({ rate });
  const x = random(4, [2, 7, 6, 3]) as tf.Tensor4D;
  layer.build(x.shape);
  const filter = layer.weights[0]?.read() as tf.Tensor4D;
  const expected = tf.depthwiseConv2d(x, filter, 1, "same", "NHWC", rate);
  expect(rounded(run(layer, x))).toEqual(rounded(expected));
  expectTransposed(layer, [2, 7, 6, 3]);
});

test("DilatedDepthwiseConv2D with rate 1 has TensorFlow.js's gradient of the filter; with others that of spread pixels", () => {
  const x = random(5, [2, 8, 8, 2]) as tf.Tensor4D;
  for (const rate of [1, 2]) {
    const layer = new DilatedDepthwiseConv2D({ rate });
    layer.build(x.shape);
    const weight = layer.weights[0] as (typeof layer.weights)[0];
    const through = (filter: tf.Tensor) => {
      Object.defineProperty(weight, "read", { value: () => filter, configurable: true });
      return run(layer, x);
    };
    const reference = (filter: tf.Tensor) => {
      const blocks = [rate, rate];
      const margins = [blocks, blocks];
      const spread = tf.spaceToBatchND(x, blocks, margins) as tf.Tensor4D;
      const y = tf.depthwiseConv2d(spread, filter as tf.Tensor4D, 1, "valid");
      return tf.batchToSpaceND(y, blocks, [
        [0, 0],
        [0, 0],
      ]);
    };
    const dy = random(6, [2, 8, 8, 2]);
    const filter = random(7, [3, 3, 2, 1]);
    expect(rounded(tf.grad(through)(filter, dy))).toEqual(rounded(tf.grad(reference)(filter, dy)));
  }
});

test("MaxPoolWithArgmax gives maxima and their corners, the first of equals; MaxUnpool puts them back", () => {
  const x = tf.tensor4d([1, 9, 5, 5, -3, -2, 2, 2, 3, 0, 5, 4, -1, -4, 2, 2], [1, 4, 4, 1]);
  const [maxima, indices] = new MaxPoolWithArgmax().apply(x) as unknown as [tf.Tensor, tf.Tensor];
  expect([rounded(maxima), rounded(indices)]).toEqual([
    [9, 5, 3, 5],
    [1, 0, 0, 0],
  ]);
  const back = new MaxUnpool().apply([maxima, indices]) as tf.Tensor;
  expect(rounded(back)).toEqual([0, 9, 5, 0, 0, 0, 0, 0, 3, 0, 5, 0, 0, 0, 0, 0]);
});

test("MaxPoolWithArgmax finds maxima below zero and in every corner", () => {
  const x = tf.tensor4d(
    [-9, -8, -7, -6, -5, -4, -3, -2].flatMap((v) => [v, v - 20]),
    [1, 2, 4, 2],
  );
  const [maxima, indices] = new MaxPoolWithArgmax().apply(x) as unknown as [tf.Tensor, tf.Tensor];
  expect(rounded(maxima)).toEqual([-4, -24, -2, -22]);
  expect(rounded(indices)).toEqual([3, 3, 3, 3]);
});

test("the gradients of MaxPoolWithArgmax and MaxUnpool go to the maxima alone", () => {
  const x = tf.tensor4d([1, 9, 5, 5, -3, -2, 2, 2], [1, 2, 4, 1]);
  const pooled = tf.grad((input: tf.Tensor) => {
    const [maxima] = new MaxPoolWithArgmax().apply(input) as unknown as tf.Tensor[];
    return maxima as tf.Tensor;
  })(x, tf.tensor4d([10, 20], [1, 1, 2, 1]));
  expect(rounded(pooled)).toEqual([0, 10, 20, 0, 0, 0, 0, 0]);

  // Through both: y holds each maximum where it was, so the gradient of sum(w y) is w there.
  const both = tf.grad((input: tf.Tensor) => {
    const pair = new MaxPoolWithArgmax().apply(input) as unknown as tf.Tensor[];
    return new MaxUnpool().apply(pair) as tf.Tensor;
  })(x, tf.tensor4d([1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 4, 1]));
  expect(rounded(both)).toEqual([0, 2, 3, 0, 0, 0, 0, 0]);
});

test("CaffeInput gives BGR in [0, 255] without the means of ImageNet", () => {
  expect(rounded(run(new CaffeInput(), tf.tensor([1, 0.5, 0], [1, 1, 1, 3])))).toEqual([
    -103.939, 10.721, 131.32,
  ]);
});

test.each([
  ["BilinearUpsampling", new BilinearUpsampling({ size: [4, 4] })],
  ["AdaptiveAveragePooling", new AdaptiveAveragePooling({ bins: 2 })],
  ["MaxPoolWithArgmax", new MaxPoolWithArgmax()],
] as const)("%s leaks no tensor", (_, layer) => {
  const x = tf.zeros([1, 4, 4, 1]);
  const before = tf.memory().numTensors;
  tf.dispose(layer.apply(x) as tf.Tensor | tf.Tensor[]);
  tf.dispose(tf.grad((input: tf.Tensor) => [layer.apply(input)].flat()[0] as tf.Tensor)(x));
  expect(tf.memory().numTensors).toBe(before);
});
