import * as tf from "@tensorflow/tfjs-core";
import { layers, sequential } from "@tensorflow/tfjs-layers";
import { compile, TraceError } from "../src/index.ts";

test("compile(fn, { inputs }) computes what the function computes", async () => {
  const { session } = await compile(({ a, b }) => ({ sum: tf.add(a as tf.Tensor, b as tf.Tensor) }), {
    inputs: { a: { shape: [2] }, b: tf.zeros([2]) },
  });
  const result = await session.run({ a: Float32Array.of(1, 2), b: Float32Array.of(3, 4) });
  expect(result).toEqual({ sum: Float32Array.of(4, 6) });
  await session.dispose();
});

test("compile(fn) with a uint8 input feeds bytes and shows the function int32", async () => {
  const { session } = await compile(({ ids }) => ({ hot: tf.oneHot(ids as tf.Tensor, 3) }), {
    inputs: { ids: { shape: [2], dtype: "uint8" } },
  });
  expect((await session.run({ ids: Uint8Array.of(2, 255) }))["hot"]).toEqual(Int32Array.of(0, 0, 1, 0, 0, 0));
});

test("compile(fn) captures tensors from outside as constants", async () => {
  const w = tf.variable(tf.tensor1d([1, 2, 3]));
  const { session } = await compile(({ x }) => ({ y: tf.mul(x as tf.Tensor, w) }), {
    inputs: { x: { shape: [3] } },
  });
  w.assign(tf.zeros([3]));
  expect((await session.run({ x: Float32Array.of(1, 1, 1) }))["y"]).toEqual(Float32Array.of(1, 2, 3));
});

test("compile(fn) leaves the active backend and the number of tensors as they were", async () => {
  const [backend, before] = [tf.getBackend(), tf.memory().numTensors];
  await compile(({ x }) => ({ y: tf.sqrt(tf.add(x as tf.Tensor, 1)) }), { inputs: { x: { shape: [3] } } });
  await expect(compile(() => ({ y: tf.cumprod([1, 2]) }), { inputs: {} })).rejects.toThrow();
  expect([tf.getBackend(), tf.memory().numTensors]).toEqual([backend, before]);
});

test("compile(fn) refuses to read values, and says what to use", async () => {
  const fn = ({ x }: Record<string, tf.Tensor>) => ({
    y: (x?.dataSync()[0] ?? 0) > 0 ? (x as tf.Tensor) : tf.neg(x as tf.Tensor),
  });
  await expect(compile(fn, { inputs: { x: { shape: [1] } } })).rejects.toThrow(/no values yet.*tf\.where/s);
});

test("compile(fn) refuses random tensors that would be frozen", async () => {
  const fn = ({ x }: Record<string, tf.Tensor>) => ({
    y: tf.mul(x as tf.Tensor, tf.randomUniform([300, 300])),
  });
  await expect(compile(fn, { inputs: { x: { shape: [300, 300] } } })).rejects.toThrow(
    /\[300,300\].*pass them as inputs/s,
  );
});

test.each([
  layers.dropout({ name: "random", rate: 0.5 }),
  layers.gaussianNoise({ name: "random", stddev: 1 }),
])(
  "compile(fn) refuses layers that draw random numbers in training, however few, and names them",
  async (layer) => {
    const net = sequential({ layers: [layers.inputLayer({ inputShape: [8] }), layer] });
    const fn = (training: boolean) => (tensors: Record<string, tf.Tensor>) => ({
      y: net.apply(tensors["x"] as tf.Tensor, { training }) as tf.Tensor,
    });
    const options = { inputs: { x: { shape: [2, 8] } } };
    await expect(compile(fn(true), options)).rejects.toThrow(
      /^Layer random \((Dropout|GaussianNoise)\): the random numbers of this step would be frozen.*use dropoutMask/,
    );
    const { session } = await compile(fn(false), options);
    const x = new Float32Array(16).fill(3);
    expect((await session.run({ x }))["y"]).toEqual(x);
    await session.dispose();
  },
);

test("compile(fn) names a kernel that it does not know and what to use instead", async () => {
  const fn = ({ x }: Record<string, tf.Tensor>) => ({ y: tf.cumprod(x as tf.Tensor) });
  const compiling = compile(fn, { inputs: { x: { shape: [4] } } });
  await expect(compiling).rejects.toThrow(TraceError);
  await expect(compiling).rejects.toThrow(
    "the TensorFlow.js kernel Cumprod cannot be compiled; use tf.exp(tf.cumsum(tf.log(x)))",
  );
});

test("compile(fn) names the layer in which it stopped", async () => {
  const inner = sequential({
    layers: [layers.conv3d({ name: "deep", filters: 1, kernelSize: 1, inputShape: [2, 2, 2, 1] })],
  });
  const outer = sequential({ layers: [layers.inputLayer({ inputShape: [2, 2, 2, 1] }), inner] });
  const fn = ({ x }: Record<string, tf.Tensor>) => ({ y: outer.apply(x as tf.Tensor) as tf.Tensor });
  await expect(compile(fn, { inputs: { x: { shape: [1, 2, 2, 2, 1] } } })).rejects.toThrow(
    "Layer deep (Conv3D): the TensorFlow.js kernel Conv3D cannot be compiled; use tf.conv2d on slices",
  );
  const eager = outer.apply(tf.ones([1, 2, 2, 2, 1])) as tf.Tensor; // layers work as before
  expect(eager.shape).toEqual([1, 2, 2, 2, 1]);
});

test("compile(fn) names the layer whose dilated convolution TensorFlow.js cannot differentiate", async () => {
  const conv = layers.conv2d({
    name: "atrous",
    filters: 1,
    kernelSize: 3,
    dilationRate: 2,
    inputShape: [8, 8, 1],
  });
  const net = sequential({ layers: [conv] });
  const loss = (x: tf.Tensor) => tf.sum(net.apply(x) as tf.Tensor) as tf.Scalar;
  const fn = ({ x }: Record<string, tf.Tensor>) => ({ dx: tf.grad(loss)(x as tf.Tensor) });
  await expect(compile(fn, { inputs: { x: { shape: [1, 8, 8, 1] } } })).rejects.toThrow(
    "Layer atrous (Conv2D): TensorFlow.js has no gradient of dilated convolutions; use dilatedConv2d of @faceseg/onnx",
  );
});

test("compile(fn) refuses an output with the name of an input", async () => {
  await expect(
    compile(({ x }) => ({ x: tf.neg(x as tf.Tensor) }), { inputs: { x: { shape: [1] } } }),
  ).rejects.toThrow(/got "x", which is also an input$/);
});

test("session.run(feeds) names an input of the wrong size", async () => {
  const { session } = await compile(({ x }) => ({ y: tf.neg(x as tf.Tensor) }), {
    inputs: { x: { shape: [2, 3] } },
  });
  await expect(session.run({ x: new Float32Array(5) })).rejects.toThrow(
    "Expected `feeds.x` to have 6 elements (shape [2,3]), got 5",
  );
  await expect(session.run({})).rejects.toThrow("got nothing");
});

test("session.run(feeds, into) writes into the arrays it is given", async () => {
  const { session } = await compile(({ x }) => ({ y: tf.neg(x as tf.Tensor) }), {
    inputs: { x: { shape: [2] } },
  });
  const y = new Float32Array(2);
  expect((await session.run({ x: Float32Array.of(1, 2) }, { y }))["y"]).toBe(y);
  expect(y).toEqual(Float32Array.of(-1, -2));
});

test("compile(fn) folds batch normalization into a transposed convolution with constant weights", async () => {
  const constant = (shape: number[], from: number) =>
    tf.reshape(tf.linspace(from, 1, tf.util.sizeFromShape(shape)), shape);
  const filter = constant([2, 2, 3, 2], -1) as tf.Tensor4D;
  const [mean, variance, offset, scale] = [-1, 0.5, 0.2, 0.1].map(
    (from) => constant([3], from) as tf.Tensor1D,
  );
  const fn = ({ x }: Record<string, tf.Tensor>) => {
    const wide = tf.conv2dTranspose(x as tf.Tensor4D, filter, [1, 4, 6, 3], 2, "same");
    return { y: tf.batchNorm(wide, mean as tf.Tensor1D, variance as tf.Tensor1D, offset, scale, 1e-3) };
  };
  const x = constant([1, 2, 3, 2], -2);
  const { session, onnx } = await compile(fn, { inputs: { x: { shape: x.shape } }, channelBlock: 0 });
  expect(Buffer.from(onnx).toString("latin1")).not.toContain("BatchNormalization");
  const found = (await session.run({ x: x.dataSync() as Float32Array }))["y"] as Float32Array;
  const expected = (fn({ x }).y as tf.Tensor).dataSync();
  for (const [i, value] of expected.entries()) expect(found[i]).toBeCloseTo(value, 5);
  await session.dispose();
});
