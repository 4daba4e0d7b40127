import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-layers"; // registers the gradients of tfjs-core
import { compile, dilatedConv2d, dilatedDepthwiseConv2d } from "../src/index.ts";

type Shape = [number, number, number, number];
type Convolve = typeof dilatedConv2d;
type Case = readonly [
  title: string,
  convolve: Convolve,
  x: number[],
  filter: number[],
  rate: number,
  pad: "same" | "valid",
];

const cases: readonly Case[] = [
  ["dilatedConv2d, rate 2", dilatedConv2d, [2, 9, 8, 3], [3, 3, 3, 4], 2, "same"],
  ["dilatedConv2d, rate 3, even filter", dilatedConv2d, [1, 8, 11, 2], [2, 3, 2, 3], 3, "same"],
  ["dilatedConv2d, rate 2, valid", dilatedConv2d, [1, 9, 8, 3], [3, 3, 3, 4], 2, "valid"],
  ["dilatedConv2d, rate 1", dilatedConv2d, [1, 5, 6, 2], [3, 3, 2, 2], 1, "same"],
  ["dilatedDepthwiseConv2d, rate 2", dilatedDepthwiseConv2d, [2, 9, 8, 4], [3, 3, 4, 1], 2, "same"],
  [
    "dilatedDepthwiseConv2d, rate 4, multiplier 2",
    dilatedDepthwiseConv2d,
    [1, 9, 12, 2],
    [3, 3, 2, 2],
    4,
    "same",
  ],
];

/** The filter with zeros between its taps: dilation by definition. */
const spread = (filter: tf.Tensor4D, rate: number) => {
  const [height, width, inputs, outputs] = filter.shape;
  const gap = rate - 1;
  const spaced = tf.pad(tf.reshape(filter, [height, 1, width, 1, inputs, outputs]), [
    [0, 0],
    [0, gap],
    [0, 0],
    [0, gap],
    [0, 0],
    [0, 0],
  ]);
  const joined = tf.reshape(spaced, [height * rate, width * rate, inputs, outputs]);
  return tf.slice(
    joined,
    [0, 0, 0, 0],
    [height * rate - gap, width * rate - gap, inputs, outputs],
  ) as tf.Tensor4D;
};

function valueAndGradients(
  fn: (x: tf.Tensor4D, w: tf.Tensor4D) => tf.Tensor,
  x: tf.Tensor4D,
  w: tf.Tensor4D,
) {
  const weighted = (x: tf.Tensor4D, w: tf.Tensor4D) => {
    const y = fn(x, w);
    const weights = tf.tensor(
      Array.from({ length: y.size }, (_, i) => Math.cos(i)),
      y.shape,
    );
    return tf.sum(tf.mul(y, weights));
  };
  const [dx, dw] = tf.grads(weighted as (...args: tf.Tensor[]) => tf.Tensor)([x, w]) as [
    tf.Tensor,
    tf.Tensor,
  ];
  return { y: fn(x, w), dx, dw };
}

test.each(cases)(
  "%s: value and gradients are those of the filter with zeros between its taps",
  async (...args) => {
    const [, convolve, xShape, filterShape, rate, pad] = args;
    const x = tf.randomNormal(xShape as Shape, 0, 1, "float32", 1) as tf.Tensor4D;
    const w = tf.randomNormal(filterShape as Shape, 0, 1, "float32", 2) as tf.Tensor4D;
    const plain = convolve === dilatedConv2d ? tf.conv2d : tf.depthwiseConv2d;
    const wanted = valueAndGradients((x, w) => plain(x, spread(w, rate), 1, pad), x, w);
    const fn = (x: tf.Tensor4D, w: tf.Tensor4D) => convolve(x, w, { rate, pad });
    const eager = valueAndGradients(fn, x, w);
    const { session } = await compile(
      ({ x, w }) => valueAndGradients(fn, x as tf.Tensor4D, w as tf.Tensor4D),
      { inputs: { x, w } },
    );
    const compiled = await session.run({ x: x.dataSync() as Float32Array, w: w.dataSync() as Float32Array });
    for (const [name, tensor] of Object.entries(wanted)) {
      const numbers = tensor.dataSync();
      const own = eager[name as "y"].dataSync();
      const error = (found: ArrayLike<number>) =>
        Math.max(...numbers.map((n, i) => Math.abs(n - (found[i] as number))));
      expect(eager[name as "y"].shape).toEqual(tensor.shape);
      expect(error(own)).toBeLessThan(1e-4);
      expect(error(compiled[name] as Float32Array)).toBeLessThan(1e-4);
    }
    await session.dispose();
  },
);

test("dilatedConv2d(x, filter, { rate }) refuses a rate that is no positive integer", () => {
  const x = tf.zeros([1, 4, 4, 1]) as tf.Tensor4D;
  expect(() => dilatedConv2d(x, x, { rate: 0 })).toThrow(
    "Expected `rate` to be a whole number of pixels of at least 1, got 0; the nearest is 1",
  );
});
