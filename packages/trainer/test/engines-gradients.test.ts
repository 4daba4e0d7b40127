import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-layers"; // registers the gradients
import { onBackend } from "../src/engines/on-backend.ts";
import { presentBackends } from "./present-backends.ts";

type Linear = readonly [title: string, shape: number[], fn: (x: tf.Tensor4D) => tf.Tensor];

/** Fixed numbers without zeros and pattern. */
const numbers = (shape: number[], frequency: number) => {
  const size = shape.reduce((a, b) => a * b, 1);
  return tf.tensor4d(
    Array.from({ length: size }, (_, i) => Math.cos(i * frequency + 1)),
    shape as [number, number, number, number],
  );
};
const filter = (...shape: number[]) => numbers(shape, 0.7);
const picture = (...shape: number[]) => numbers(shape, 1.3);

/** Linear functions, whose gradient their own forward pass determines. */
const linear: readonly Linear[] = [
  ["avgPool 2x2", [2, 6, 8, 2], (x) => tf.avgPool(x, 2, 2, "valid")],
  ["avgPool 3x3 with stride 2, padded", [2, 7, 8, 2], (x) => tf.avgPool(x, 3, 2, "same")],
  ["avgPool 3x2, padded", [2, 5, 4, 2], (x) => tf.avgPool(x, [3, 2], 1, "same")],
  ["resizeBilinear, not square", [2, 3, 4, 2], (x) => tf.image.resizeBilinear(x, [6, 9])],
  ["resizeBilinear, half-pixel", [2, 3, 4, 2], (x) => tf.image.resizeBilinear(x, [5, 8], false, true)],
  ["resizeBilinear down, half-pixel", [1, 6, 8, 2], (x) => tf.image.resizeBilinear(x, [3, 4], false, true)],
  ["resizeBilinear, aligned corners", [2, 3, 4, 2], (x) => tf.image.resizeBilinear(x, [5, 7], true)],
  ["resizeNearestNeighbor", [3, 2, 3, 2], (x) => tf.image.resizeNearestNeighbor(x, [4, 6])],
  ["resizeNearestNeighbor, any factor", [3, 2, 3, 2], (x) => tf.image.resizeNearestNeighbor(x, [5, 7])],
  [
    "resizeNearestNeighbor, half-pixel",
    [3, 2, 3, 2],
    (x) => tf.image.resizeNearestNeighbor(x, [5, 7], false, true),
  ],
  [
    "resizeNearestNeighbor, aligned corners",
    [2, 2, 3, 2],
    (x) => tf.image.resizeNearestNeighbor(x, [5, 7], true),
  ],
  ["conv2d 3x3 of pictures", [2, 5, 6, 3], (x) => tf.conv2d(x, filter(3, 3, 3, 4), 1, "same")],
  ["conv2d 3x3 of filters", [3, 3, 3, 4], (w) => tf.conv2d(picture(2, 5, 6, 3), w, 1, "same")],
  ["conv2d 3x3 with stride 2 of filters", [3, 3, 3, 4], (w) => tf.conv2d(picture(2, 5, 6, 3), w, 2, "same")],
  [
    "conv2d 2x3 with stride 2, valid, of filters",
    [2, 3, 3, 4],
    (w) => tf.conv2d(picture(2, 7, 6, 3), w, 2, "valid"),
  ],
  ["conv2d 1x1 of filters", [1, 1, 3, 4], (w) => tf.conv2d(picture(2, 5, 6, 3), w, 1, "same")],
  [
    "conv2dTranspose of filters",
    [2, 2, 4, 3],
    (w) => tf.conv2dTranspose(picture(2, 3, 4, 3), w, [2, 6, 8, 4], 2, "same"),
  ],
  ["depthwiseConv2d of pictures", [2, 5, 6, 3], (x) => tf.depthwiseConv2d(x, filter(3, 3, 3, 1), 1, "same")],
  [
    "depthwiseConv2d, stride 2, of pictures",
    [2, 5, 6, 3],
    (x) => tf.depthwiseConv2d(x, filter(3, 3, 3, 1), 2, "same"),
  ],
  [
    "depthwiseConv2d, 2 outputs each, of pictures",
    [2, 5, 6, 3],
    (x) => tf.depthwiseConv2d(x, filter(3, 3, 3, 2), 2, "same"),
  ],
  [
    "depthwiseConv2d, valid, of pictures",
    [1, 7, 6, 3],
    (x) => tf.depthwiseConv2d(x, filter(3, 2, 3, 1), 2, "valid"),
  ],
  ["depthwiseConv2d of filters", [3, 3, 3, 1], (w) => tf.depthwiseConv2d(picture(2, 5, 6, 3), w, 1, "same")],
  [
    "depthwiseConv2d, stride 2, of filters",
    [3, 3, 3, 1],
    (w) => tf.depthwiseConv2d(picture(2, 5, 6, 3), w, 2, "same"),
  ],
  [
    "depthwiseConv2d, 2 outputs each, of filters",
    [3, 3, 3, 2],
    (w) => tf.depthwiseConv2d(picture(2, 5, 6, 3), w, 2, "same"),
  ],
];

/** The gradient of cos(0) y0 + cos(1) y1 + ... for y = fn(x), as a backend computes it, corrected. */
async function gradient(backend: string, shape: number[], fn: Linear[2]): Promise<Float32Array> {
  const objective = (x: tf.Tensor4D) => {
    const y = fn(x);
    return tf.sum(tf.mul(y, tf.reshape(projection(y.size), y.shape)));
  };
  const dx = onBackend(backend, () => tf.grad(objective as (x: tf.Tensor) => tf.Tensor)(numbers(shape, 2.1)));
  const data = (await dx.data()) as Float32Array;
  dx.dispose();
  return data;
}

const projection = (size: number) => tf.tensor1d(Array.from({ length: size }, (_, i) => Math.cos(i)));

/** The same from the forward pass alone, on the cpu backend, unit vector by unit vector. */
function expectedGradient(shape: number[], fn: Linear[2]): number[] {
  const size = shape.reduce((a, b) => a * b, 1);
  return Array.from({ length: size }, (_, unit) =>
    tf.tidy(() => {
      const vector = Array.from({ length: size }, (_, i) => (i === unit ? 1 : 0));
      const y = fn(tf.tensor4d(vector, shape as [number, number, number, number]));
      return Array.from(y.dataSync()).reduce((sum, value, i) => sum + value * Math.cos(i), 0);
    }),
  );
}

const backends = await presentBackends();

const absentees = backends.filter(({ absent }) => absent !== undefined);
if (absentees.length > 0) test.skip.each(absentees)("gradients on $title", () => {});

describe.each(backends.filter(({ absent }) => absent === undefined))("$backend", ({ backend }) => {
  test.each(linear)("gradient of %s is the transpose of its forward pass", async (_title, shape, fn) => {
    const before = tf.memory().numTensors;
    const expected = expectedGradient(shape, fn);
    const actual = await gradient(backend, shape, fn);
    const scale = Math.max(...expected.map(Math.abs));
    const worst = Math.max(...expected.map((value, i) => Math.abs(value - (actual[i] as number))));
    expect(worst / scale).toBeLessThan(2e-5);
    expect(tf.memory().numTensors).toBe(before);
  });

  test.each([
    // One 4x4 picture; the gradient of sum(y0 + 2 y1 + 3 y2 + ...).
    [
      "2x2",
      2,
      2,
      "valid",
      [5, 1, 3, 10, 2, 4, 8, 6, 13, 14, -1, 0, 9, 11, 12, 7],
      [1, 0, 0, 2, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 4, 0],
    ],
    [
      "3x3 with stride 2, padded",
      3,
      2,
      "same",
      [5, 1, 3, 10, 2, 4, 8, 6, 13, 14, -1, 0, 9, 11, 12, 7],
      [0, 0, 0, 2, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 4, 0],
    ],
  ] as const)(
    "gradient of maxPool %s goes to the greatest pixel, be all negative or positive",
    async (_title, size, stride, padding, values, expected) => {
      for (const shift of [-20, 20]) {
        const fn = (x: tf.Tensor) => {
          const shifted = tf.reshape(tf.add(x, shift), [1, 4, 4, 1]) as tf.Tensor4D;
          return tf.sum(tf.mul(tf.reshape(tf.maxPool(shifted, size, stride, padding), [4]), [1, 2, 3, 4]));
        };
        const dx = onBackend(backend, () => tf.grad(fn)(tf.tensor1d([...values])));
        expect(Array.from(await dx.data())).toEqual([...expected]);
        dx.dispose();
      }
    },
  );

  test("gradient of maxPool goes to the first of equal pixels, on webgpu to the last", async () => {
    const fn = (x: tf.Tensor) =>
      tf.sum(tf.maxPool(tf.reshape(x, [1, 2, 2, 1]) as tf.Tensor4D, 2, 2, "valid"));
    const dx = onBackend(backend, () => tf.grad(fn)(tf.zeros([4])));
    expect(Array.from(await dx.data())).toEqual(backend === "webgpu" ? [0, 0, 0, 1] : [1, 0, 0, 0]);
    dx.dispose();
  });

  test("oneHot makes ones of every dtype, and nothing of ids out of range", async () => {
    for (const dtype of ["float32", "int32"] as const) {
      const hot = onBackend(backend, () => tf.oneHot(tf.tensor1d([1, 255, 0], "int32"), 3, 1, 0, dtype));
      expect(hot.dtype).toBe(dtype);
      expect(Array.from(await hot.data())).toEqual([0, 1, 0, 0, 0, 0, 1, 0, 0]);
      hot.dispose();
    }
  });

  test("onBackend(name, fn) leaves the active backend and its kernels as they were", () => {
    const kernels = () =>
      tf.getKernelsForBackend(backend).map(({ kernelName, kernelFunc }) => [kernelName, kernelFunc]);
    const byName = (list: unknown[][]) => new Map(list as [string, unknown][]);
    const before = byName(kernels());
    expect(() =>
      onBackend(backend, () => {
        throw new Error("stopped");
      }),
    ).toThrow("stopped");
    expect(byName(kernels())).toEqual(before);
    expect(tf.getBackend()).toBe("cpu");
  });
});
