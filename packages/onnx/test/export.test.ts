import * as tf from "@tensorflow/tfjs-core";
import {
  input,
  type LayersModel,
  layers,
  model,
  type SymbolicTensor,
  sequential,
} from "@tensorflow/tfjs-layers";
import { createSession, exportOnnx, TraceError } from "../src/index.ts";

type Layer = LayersModel["layers"][number];

/** The layers that networks are made of, with statistics that are not the initial ones. */
function network(): LayersModel {
  let count = 0;
  const apply = (layer: Layer, x: SymbolicTensor | SymbolicTensor[]) => layer.apply(x) as SymbolicTensor;
  const norm = (x: SymbolicTensor) => apply(layers.batchNormalization({}), x);
  const image = input({ shape: [12, 16, 3] });
  let x = norm(apply(layers.conv2d({ filters: 8, kernelSize: 3, strides: 2, padding: "same" }), image));
  x = apply(layers.reLU({ maxValue: 6 }), x);
  x = apply(layers.depthwiseConv2d({ kernelSize: 3, padding: "same", depthMultiplier: 2 }), x);
  x = apply(layers.leakyReLU({}), norm(x));
  const pooled = apply(layers.maxPooling2d({ poolSize: 2 }), x);
  let up = apply(layers.upSampling2d({ size: [2, 2], interpolation: "bilinear" }), pooled);
  up = apply(layers.conv2dTranspose({ filters: 6, kernelSize: 2, strides: 2, padding: "same" }), up);
  up = norm(up);
  up = apply(layers.averagePooling2d({ poolSize: 2 }), up);
  x = apply(layers.concatenate(), [up, x]);
  x = apply(layers.separableConv2d({ filters: 5, kernelSize: 3, padding: "same", activation: "elu" }), x);
  x = apply(layers.prelu({}), x);
  const context = apply(
    layers.dense({ units: 5, activation: "sigmoid" }),
    apply(layers.globalAveragePooling2d({}), x),
  );
  x = apply(layers.multiply(), [x, apply(layers.reshape({ targetShape: [1, 1, 5] }), context)]);
  x = apply(layers.dropout({ rate: 0.5 }), apply(layers.layerNormalization(), x));
  const built = model({ inputs: image, outputs: apply(layers.activation({ activation: "softmax" }), x) });
  for (const weight of built.weights) {
    const noise = tf.randomUniform(weight.shape as number[], 0.2, 0.9, "float32", ++count);
    weight.write(weight.name.includes("kernel") ? tf.sub(noise, 0.55) : noise);
  }
  return built;
}

const imagesOf = (batch: number) => tf.randomUniform([batch, 12, 16, 3], 0, 1, "float32", batch);

test("exportOnnx(model) gives what the model predicts, for every batch size", async () => {
  const net = network();
  const session = await createSession(exportOnnx(net, { outputName: "classes" }), { threads: 1 });
  expect(session.inputs).toEqual({ images: { shape: ["batch", 12, 16, 3], dtype: "float32" } });
  expect(session.outputs).toEqual({ classes: { shape: ["batch", 6, 8, 5], dtype: "float32" } });
  for (const batch of [1, 2, 5]) {
    const images = imagesOf(batch);
    const expected = (net.predict(images) as tf.Tensor).dataSync();
    const { classes } = await session.run({ images: images.dataSync() as Float32Array });
    expect(classes?.length).toBe(expected.length);
    expect(Math.max(...expected.map((p, i) => Math.abs(p - Number(classes?.[i]))))).toBeLessThan(1e-6);
  }
  await session.dispose();
});

/** Reads the names of the operators and the metadata out of an ONNX file. */
const text = (onnx: Uint8Array) => new TextDecoder("latin1").decode(onnx);

test("exportOnnx(model) folds batch normalization and leaves one transposition at each end", () => {
  const apply = (layer: Layer, x: SymbolicTensor) => layer.apply(x) as SymbolicTensor;
  const image = input({ shape: [8, 8, 3] });
  let x = apply(layers.conv2d({ filters: 4, kernelSize: 3, useBias: false }), image);
  x = apply(layers.reLU({ maxValue: 6 }), apply(layers.batchNormalization(), x));
  x = apply(layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2 }), x);
  x = apply(layers.batchNormalization(), x);
  for (const weight of net(x, image).weights) weight.write(tf.add(weight.read(), 0.5));
  const found = text(exportOnnx(net(x, image), { outputName: "y" }));
  const operators = /Conv|Clip|BatchNormalization|Transpose|Add|Mul|microsoft/g;
  expect(found.match(operators)).toEqual(["Transpose", "Conv", "Clip", "Conv", "Transpose"]);
});

const net = (outputs: SymbolicTensor, inputs: SymbolicTensor) => model({ inputs, outputs });

test("exportOnnx(model, { argmax }) returns class ids, and { metadata } is kept in the file", async () => {
  const net = network();
  const metadata = { classes: ["a", "b"], inputRange: [0, 1], author: "me" };
  const onnx = exportOnnx(net, { argmax: true, dynamicBatch: false, metadata });
  const session = await createSession(onnx, { threads: 1 });
  expect(session.inputs["images"]?.shape).toEqual([1, 12, 16, 3]);
  expect(session.outputs).toEqual({ labels: { shape: [1, 6, 8], dtype: "int32" } });
  const images = imagesOf(1);
  const expected = tf.argMax(net.predict(images) as tf.Tensor, -1).dataSync();
  expect((await session.run({ images: images.dataSync() as Float32Array }))["labels"]).toEqual(expected);
  expect(text(onnx)).toContain('["a","b"]');
  expect(text(onnx)).toContain("author");
  await session.dispose();
});

test("exportOnnx(fn, { inputs }) exports any function of tensors", async () => {
  const fn = ({ a, b }: Record<string, tf.Tensor>) => ({
    rows: tf.reshape(tf.tile(tf.expandDims(a as tf.Tensor, 1), [1, 2, 1]), [-1, 3]),
    product: tf.matMul(a as tf.Tensor, b as tf.Tensor, false, true),
  });
  const onnx = exportOnnx(fn, { inputs: { a: { shape: [null, 3] }, b: { shape: [2, 3] } } });
  const session = await createSession(onnx, { threads: 1 });
  const feeds = { a: Float32Array.of(1, 2, 3, 4, 5, 6), b: Float32Array.of(1, 0, 0, 0, 1, 1) };
  expect(await session.run(feeds)).toEqual({
    rows: Float32Array.of(1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6),
    product: Float32Array.of(1, 5, 4, 11),
  });
  await session.dispose();
});

test("exportOnnx(fn) refuses a function that depends on the batch size, and one without inputs", () => {
  const mean = ({ x }: Record<string, tf.Tensor>) => ({ y: tf.mean(x as tf.Tensor, 0) });
  const inputs = { x: { shape: [null, 3] } };
  expect(() => exportOnnx(mean, { inputs })).toThrow(TraceError);
  expect(() => exportOnnx(mean, { inputs })).toThrow(/dynamicBatch: false/);
  expect(exportOnnx(mean, { inputs, dynamicBatch: false }).length).toBeGreaterThan(100);
  expect(() => exportOnnx(mean)).toThrow(/Expected `inputs` to have the shape of each input/);
});

test("exportOnnx(model) asks for the inputShape of a fully convolutional model", async () => {
  const image = input({ shape: [null, null, 3] });
  const net = model({
    inputs: image,
    outputs: layers.conv2d({ filters: 2, kernelSize: 3 }).apply(image) as SymbolicTensor,
  });
  expect(() => exportOnnx(net)).toThrow(/inputShape/);
  const session = await createSession(exportOnnx(net, { inputShape: [5, 6, 3] }), { threads: 1 });
  expect(Object.values(session.outputs)[0]?.shape).toEqual(["batch", 3, 4, 2]);
  await session.dispose();
});

test("exportOnnx(sequential) names the output as asked, or after the last layer", async () => {
  const made = () => sequential({ layers: [layers.dense({ name: "last", units: 2, inputShape: [3] })] });
  for (const [options, name] of [
    [{ outputName: "y" }, "y"],
    [{}, "last"],
  ] as const) {
    const session = await createSession(exportOnnx(made(), options), { threads: 1 });
    expect(Object.keys(session.outputs)).toEqual([name]);
    await session.dispose();
  }
});

test("createSession(onnx).run(feeds) names an input whose elements fill no whole batch", async () => {
  const fn = ({ x }: Record<string, tf.Tensor>) => ({ y: tf.neg(x as tf.Tensor) });
  const session = await createSession(exportOnnx(fn, { inputs: { x: { shape: [null, 3] } } }), {
    threads: 1,
  });
  await expect(session.run({ x: new Float32Array(4) })).rejects.toThrow(
    "Expected `feeds.x` to have a multiple of 3 elements (shape [batch,3]), got 4",
  );
  await session.dispose();
});
