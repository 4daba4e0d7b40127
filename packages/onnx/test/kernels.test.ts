import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-layers"; // registers the gradients of tfjs-core
import { batchNormalization, compile } from "../src/index.ts";
import { probeChannelBlock } from "../src/internal.ts";
import { kernels } from "../src/kernels/kernels.ts";

type Tensors = readonly tf.Tensor[];
type Case = readonly [title: string, shapes: readonly number[][], fn: (...xs: tf.Tensor[]) => tf.Tensor];

const t4 = (x: tf.Tensor | undefined) => x as tf.Tensor4D;

/** Functions whose value and gradient are compared with TensorFlow.js's own kernels on the CPU. */
const cases: readonly Case[] = [
  [
    "arithmetic with broadcasting",
    [[2, 3, 4, 5], [5], [4, 1]],
    (a, b, c) =>
      tf.div(
        tf.sub(tf.mul(a as tf.Tensor, b as tf.Tensor), c as tf.Tensor),
        tf.add(tf.square(c as tf.Tensor), 1),
      ),
  ],
  [
    "exp, log, sqrt, rsqrt, abs, neg",
    [[3, 4]],
    (x) =>
      tf.add(
        tf.log(tf.add(tf.exp(x as tf.Tensor), 1)),
        tf.mul(
          tf.sqrt(tf.add(tf.abs(x as tf.Tensor), 1)),
          tf.rsqrt(tf.add(tf.square(tf.neg(x as tf.Tensor)), 1)),
        ),
      ),
  ],
  [
    "relu, relu6, sigmoid, tanh, softplus, elementwise extrema",
    [
      [2, 5, 5, 3],
      [2, 5, 5, 3],
    ],
    (x, y) =>
      tf.add(
        tf.maximum(tf.relu(x as tf.Tensor), y as tf.Tensor),
        tf.minimum(
          tf.mul(tf.sigmoid(x as tf.Tensor), tf.tanh(x as tf.Tensor)),
          tf.softplus(tf.relu6(x as tf.Tensor)),
        ),
      ),
  ],
  [
    "where and clip",
    [[2, 6]],
    (x) =>
      tf.where(
        tf.tensor1d([1, 0, 0, 1, 0, 1], "bool"),
        tf.clipByValue(x as tf.Tensor, -0.5, 0.5),
        tf.mul(x as tf.Tensor, 3),
      ),
  ],
  [
    "sum, mean, max over axes",
    [[2, 3, 4, 5]],
    (x) =>
      tf.add(
        tf.sum(x as tf.Tensor, [0, 2]),
        tf.mul(tf.mean(x as tf.Tensor, [0, 2]), tf.max(x as tf.Tensor, [0, 2])),
      ),
  ],
  [
    "reshape, transpose, concat, split, slice, pad, tile",
    [
      [2, 3, 4],
      [2, 3, 2],
    ],
    (a, b) => {
      const [first, second] = tf.split(tf.concat([a as tf.Tensor, b as tf.Tensor], 2), [2, 4], 2) as [
        tf.Tensor,
        tf.Tensor,
      ];
      const padded = tf.pad(
        tf.slice(second, [0, 1, 1], [2, 2, 3]),
        [
          [0, 0],
          [1, 0],
          [0, 2],
        ],
        0.5,
      );
      return tf.add(tf.sum(tf.tile(first, [1, 2, 3])), tf.reshape(tf.transpose(padded, [2, 0, 1]), [5, 6]));
    },
  ],
  [
    "matmul",
    [
      [4, 3],
      [4, 5],
    ],
    (a, b) => tf.matMul(a as tf.Tensor, b as tf.Tensor, true, false),
  ],
  [
    "softmax and logSoftmax",
    [[1, 4, 4, 5]],
    (x) => tf.mul(tf.softmax(x as tf.Tensor), tf.logSoftmax(x as tf.Tensor)),
  ],
  [
    "conv2d 3x3",
    [
      [2, 7, 6, 5],
      [3, 3, 5, 4],
    ],
    (x, w) => tf.conv2d(t4(x), t4(w), 1, "same"),
  ],
  [
    "conv2d 3x3 of upsampled and concatenated images",
    [[1, 3, 4, 16], [1, 6, 8, 8], [3, 3, 24, 16], [16]],
    (x, skip, w, bias) => {
      const joined = tf.concat([tf.image.resizeNearestNeighbor(t4(x), [6, 8]), t4(skip)], 3);
      return tf.relu(tf.add(tf.conv2d(joined, t4(w), 1, "same"), bias as tf.Tensor));
    },
  ],
  [
    "fused conv2d 3x3 of upsampled and concatenated images",
    [[1, 6, 8, 8], [1, 3, 4, 16], [3, 3, 24, 16], [16]],
    (skip, x, w, bias) =>
      tf.fused.conv2d({
        x: tf.concat([t4(skip), tf.image.resizeNearestNeighbor(t4(x), [6, 8])], 3),
        filter: t4(w),
        strides: 1,
        pad: "same",
        bias: bias as tf.Tensor,
        activation: "relu",
      }),
  ],
  [
    "conv2d 3x3 of an upsampled image that is used elsewhere too",
    [
      [1, 3, 4, 16],
      [3, 3, 16, 16],
    ],
    (x, w) => {
      const upsampled = tf.image.resizeNearestNeighbor(t4(x), [6, 8]);
      return tf.add(upsampled, tf.conv2d(upsampled, t4(w), 1, "same"));
    },
  ],
  [
    "conv2d 3x3, blocks of channels",
    [
      [2, 6, 6, 32],
      [3, 3, 32, 20],
    ],
    (x, w) => tf.conv2d(t4(x), t4(w), 1, "same"),
  ],
  [
    "conv2d 3x3, few input channels",
    [
      [1, 8, 8, 3],
      [3, 3, 3, 16],
    ],
    (x, w) => tf.conv2d(t4(x), t4(w), 2, "same"),
  ],
  [
    "conv2d 3x3 valid",
    [
      [1, 7, 9, 4],
      [3, 3, 4, 8],
    ],
    (x, w) => tf.conv2d(t4(x), t4(w), 1, "valid"),
  ],
  [
    "conv2d 1x1",
    [
      [2, 4, 5, 8],
      [1, 1, 8, 12],
    ],
    (x, w) => tf.conv2d(t4(x), t4(w), 1, "same"),
  ],
  [
    "conv2d 5x3 with stride 2",
    [
      [1, 9, 8, 4],
      [5, 3, 4, 6],
    ],
    (x, w) => tf.conv2d(t4(x), t4(w), 2, "same"),
  ],
  [
    "conv2dTranspose 2x2 with stride 2",
    [
      [1, 4, 3, 8],
      [2, 2, 6, 8],
    ],
    (x, w) => tf.conv2dTranspose(t4(x), t4(w), [1, 8, 6, 6], 2, "same"),
  ],
  [
    "conv2dTranspose 3x3 with stride 2",
    [
      [1, 4, 3, 8],
      [3, 3, 6, 8],
    ],
    (x, w) => tf.conv2dTranspose(t4(x), t4(w), [1, 8, 6, 6], 2, "same"),
  ],
  [
    "depthwiseConv2d",
    [
      [2, 6, 7, 8],
      [3, 3, 8, 1],
    ],
    (x, w) => tf.depthwiseConv2d(t4(x), t4(w), 1, "same"),
  ],
  [
    "depthwiseConv2d with stride 2",
    [
      [2, 8, 7, 12],
      [3, 3, 12, 1],
    ],
    (x, w) => tf.depthwiseConv2d(t4(x), t4(w), 2, "same"),
  ],
  ["maxPool 2x2", [[1, 6, 8, 3]], (x) => tf.maxPool(t4(x), 2, 2, "same")],
  ["maxPool 3x3 with stride 2", [[1, 7, 9, 3]], (x) => tf.maxPool(t4(x), 3, 2, "valid")],
  ["avgPool 4x4", [[2, 8, 8, 3]], (x) => tf.avgPool(t4(x), 4, 4, "same")],
  [
    "resizeNearestNeighbor by whole factors",
    [[1, 3, 4, 2]],
    (x) => tf.image.resizeNearestNeighbor(t4(x), [6, 12]),
  ],
  [
    "resizeNearestNeighbor by any factor",
    [[1, 3, 4, 2]],
    (x) => tf.image.resizeNearestNeighbor(t4(x), [5, 7]),
  ],
  ["resizeBilinear", [[2, 3, 3, 2]], (x) => tf.image.resizeBilinear(t4(x), [6, 9])],
  [
    "resizeBilinear with aligned corners",
    [[2, 3, 3, 2]],
    (x) => tf.image.resizeBilinear(t4(x), [5, 7], true),
  ],
  [
    "batchNorm with given statistics",
    [[1, 4, 4, 3], [3], [3]],
    (x, g, b) =>
      tf.batchNorm(
        t4(x),
        tf.tensor1d([0.1, 0.2, 0.3]),
        tf.tensor1d([1, 2, 3]),
        b as tf.Tensor1D,
        g as tf.Tensor1D,
        1e-3,
      ),
  ],
  [
    "batchNormalization with the batch's statistics",
    [[2, 4, 4, 3], [3], [3]],
    (x, g, b) => batchNormalization(t4(x), g as tf.Tensor1D, b as tf.Tensor1D, { epsilon: 1e-3 }).y,
  ],
];

/** Linear functions for which TensorFlow.js's own CPU gradients are wrong (padding counted, height and width mixed up). */
const linear: readonly (readonly [title: string, shape: number[], fn: (x: tf.Tensor4D) => tf.Tensor])[] = [
  ["avgPool 3x3 with stride 2, padded", [1, 7, 8, 2], (x) => tf.avgPool(x, 3, 2, "same")],
  ["resizeBilinear, not square", [1, 3, 4, 2], (x) => tf.image.resizeBilinear(x, [6, 9])],
  [
    "resizeBilinear with half-pixel centers, not square",
    [1, 3, 4, 2],
    (x) => tf.image.resizeBilinear(x, [5, 8], false, true),
  ],
  ["resizeNearestNeighbor of several images", [3, 2, 3, 2], (x) => tf.image.resizeNearestNeighbor(x, [4, 6])],
];

const inputs = (shapes: readonly number[][]): tf.Tensor[] =>
  shapes.map((shape, i) => tf.randomNormal(shape, 0, 1, "float32", 7 + i));

/** The value of `fn` and the gradients of a fixed projection of it, as one flat list. */
function valueAndGradients(fn: Case[2], xs: Tensors): Record<string, tf.Tensor> {
  const value = fn(...xs);
  const weights = tf.tensor(
    Array.from({ length: value.size }, (_, i) => Math.cos(i)),
    value.shape,
  );
  const gradients = tf.grads((...args: tf.Tensor[]) => tf.sum(tf.mul(fn(...args), weights)))([...xs]);
  return Object.fromEntries([value, ...gradients].map((tensor, i) => [`out${i}`, tensor]));
}

function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  const scale = Math.max(1e-3, ...Array.from(expected, Math.abs));
  return Math.max(...Array.from(expected, (value, i) => Math.abs((actual[i] as number) - value))) / scale;
}

describe.each(cases)("%s", (_title, shapes, fn) => {
  test.each(["standard operators", "blocks of channels"])("value and gradients, %s", async (form) => {
    const block = form === "standard operators" ? 0 : await probeChannelBlock();
    const xs = inputs(shapes);
    const expected = valueAndGradients(fn, xs);
    const named = Object.fromEntries(xs.map((x, i) => [`in${i}`, x]));
    const traced = (tensors: Record<string, tf.Tensor>) => valueAndGradients(fn, Object.values(tensors));
    const { session } = await compile(traced, { inputs: named, channelBlock: block });
    const feeds = Object.fromEntries(
      Object.entries(named).map(([name, x]) => [name, x.dataSync() as Float32Array]),
    );
    const actual = await session.run(feeds);
    for (const [name, tensor] of Object.entries(expected)) {
      expect(relativeError(actual[name] as Float32Array, tensor.dataSync())).toBeLessThan(2e-5);
    }
    await session.dispose();
  });
});

test.each(linear)(
  "%s: the gradient is that of the forward pass, unit vector by unit vector",
  async (_title, shape, fn) => {
    const [x] = inputs([shape]) as [tf.Tensor4D];
    const { out0, out1 } = valueAndGradientSpecs(fn, x);
    const { session } = await compile((tensors) => valueAndGradients(fn as Case[2], Object.values(tensors)), {
      inputs: { x },
    });
    const actual = await session.run({ x: x.dataSync() as Float32Array });
    expect(relativeError(actual["out0"] as Float32Array, out0)).toBeLessThan(2e-5);
    expect(relativeError(actual["out1"] as Float32Array, out1)).toBeLessThan(2e-5);
  },
);

/** Value and projected gradient of a linear function, from its forward pass alone. */
function valueAndGradientSpecs(fn: (x: tf.Tensor4D) => tf.Tensor, x: tf.Tensor4D) {
  const weights = (_: number, i: number) => Math.cos(i);
  const projected = (unit: number) =>
    tf.tidy(() => {
      const vector = tf.reshape(
        tf.oneHot(tf.scalar(unit, "int32"), x.size, 1, 0, "float32"),
        x.shape,
      ) as tf.Tensor4D;
      return Array.from(fn(vector).dataSync()).reduce((sum, y, i) => sum + y * weights(y, i), 0);
    });
  return { out0: fn(x).dataSync(), out1: Array.from({ length: x.size }, (_, i) => projected(i)) };
}

test("the table knows every kernel that the cases use and more", () => {
  expect(Object.keys(kernels).length).toBeGreaterThan(60);
});
