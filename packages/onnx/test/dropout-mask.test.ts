import * as tf from "@tensorflow/tfjs-core";
import { compile, dropoutMask, type SessionOptions } from "../src/index.ts";

const seed = (value: number) => tf.scalar(value, "int32");
const eager = (value: number, shape: number[], rate: number, stream = 0) =>
  dropoutMask(seed(value), shape, { rate, stream }).dataSync();

test.each<[string, SessionOptions]>([
  ["onnxruntime-node, 1 thread", { runtime: "onnxruntime-node", threads: 1 }],
  ["onnxruntime-node, 2 threads", { runtime: "onnxruntime-node", threads: 2 }],
  ["onnxruntime-web", { runtime: "onnxruntime-web", threads: 1 }],
])("dropoutMask(seed, shape, …) is the same in eager TensorFlow.js and in %s", async (_name, options) => {
  const shape = [2, 40, 30, 16];
  const fn = ({ x, seed }: Record<string, tf.Tensor>) => ({
    y: tf.mul(x as tf.Tensor, dropoutMask(seed as tf.Scalar, shape, { rate: 0.3, stream: 5 })),
  });
  const inputs = { x: { shape }, seed: { shape: [], dtype: "int32" as const } };
  const { session } = await compile(fn, { inputs, ...options });
  const ones = new Float32Array(tf.util.sizeFromShape(shape)).fill(1);
  for (const step of [0, 1, 123456, -7]) {
    const { y } = await session.run({ x: ones, seed: Int32Array.of(step) });
    const expected = eager(step, shape, 0.3, 5);
    expect(y?.length).toBe(expected.length);
    expect(expected.findIndex((value, i) => value !== y?.[i])).toBe(-1);
  }
  await session.dispose();
});

test("dropoutMask(…) holds 0 and 1 / (1 - rate) in their shares, whatever the seed", () => {
  for (const [value, rate] of [
    [1, 0.5],
    [2, 0.1],
    [77, 0.9],
  ] as const) {
    const mask = eager(value, [100_000], rate);
    expect(new Set(mask)).toEqual(new Set([0, Math.fround(1 / (1 - rate))]));
    const dropped = mask.filter((x) => x === 0).length / mask.length;
    expect(Math.abs(dropped - rate)).toBeLessThan(4 * Math.sqrt((rate * (1 - rate)) / mask.length));
  }
  expect(new Set(eager(3, [50], 0))).toEqual(new Set([1]));
});

/** Correlation of two masks of rate one half. */
function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += ((a[i] as number) - 1) * ((b[i] as number) - 1);
  return Math.abs(sum / a.length);
}

test("dropoutMask(…) is uncorrelated between seeds, streams and neighbors", () => {
  const n = 1 << 16;
  const chance = 4.5 / Math.sqrt(n);
  const base = eager(10, [n], 0.5);
  for (const other of [
    eager(11, [n], 0.5),
    eager(10 + (1 << 16), [n], 0.5),
    eager(10, [n], 0.5, 1),
    eager(11, [n], 0.5, 9),
  ])
    expect(correlation(base, other)).toBeLessThan(chance);
  const next = eager(11, [n], 0.5);
  for (const lag of [1, 2, 3, 16, 64, 256, 4096]) {
    const length = n - lag;
    expect(correlation(base.subarray(0, length), base.subarray(lag))).toBeLessThan(chance);
    expect(correlation(base.subarray(0, length), next.subarray(lag))).toBeLessThan(chance);
  }
});

test("dropoutMask(…) refuses a rate of 1 and a seed that is no int32 scalar", () => {
  expect(() => dropoutMask(seed(1), [2], { rate: 1 })).toThrow(
    "Expected `rate` to be at least 0 and below 1, got 1",
  );
  expect(() => dropoutMask(tf.scalar(1), [2], { rate: 0.5 })).toThrow(
    /`seed` to be an int32 scalar, got float32 of shape \[\]$/,
  );
});
