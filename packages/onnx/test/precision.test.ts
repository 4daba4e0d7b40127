import { readFileSync } from "node:fs";
import * as tf from "@tensorflow/tfjs-core";
import { input, type LayersModel, layers, model, type SymbolicTensor } from "@tensorflow/tfjs-layers";
import { toFloat16 } from "../src/export/float16.ts";
import { quantize } from "../src/export/int8.ts";
import { createSession, exportOnnx, type Precision } from "../src/index.ts";

/** What numpy gives; made by golden/make-weights.py. */
const golden = JSON.parse(readFileSync(new URL("./golden/weights.json", import.meta.url), "utf8")) as {
  float16: { numbers: number[]; bits: number[] };
  int8: { shape: number[]; axis: number; weights: number[]; scales: number[]; values: number[] }[];
};

test("toFloat16(values) rounds like numpy, subnormals, ties and overflow too", () => {
  const { numbers, bits } = golden.float16;
  expect([...toFloat16(Float32Array.from(numbers))]).toEqual(bits);
  const special = Float32Array.of(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN);
  expect([...toFloat16(special)]).toEqual([0x7c00, 0xfc00, 0x7e00]);
});

test("quantize(weights, shape, axis) gives numpy's numbers and scales, with a scale of 1 for a channel of zeros", () => {
  for (const { shape, axis, weights, scales, values } of golden.int8) {
    const quantized = quantize(Float32Array.from(weights), shape, axis);
    expect([...quantized.scales]).toEqual(scales);
    expect([...quantized.values]).toEqual(values);
  }
});

/** Every layer that has weights worth compressing, with weights of different sizes in each channel. */
function network(): LayersModel {
  const apply = (layer: LayersModel["layers"][number], x: SymbolicTensor) => layer.apply(x) as SymbolicTensor;
  const image = input({ shape: [8, 8, 16] });
  let x = apply(layers.conv2d({ filters: 64, kernelSize: 3, padding: "same", activation: "relu" }), image);
  x = apply(layers.batchNormalization(), x);
  x = apply(layers.depthwiseConv2d({ kernelSize: 3, padding: "same" }), x);
  x = apply(layers.conv2dTranspose({ filters: 48, kernelSize: 2, strides: 2, activation: "relu" }), x);
  x = apply(layers.dense({ units: 32, activation: "relu" }), x);
  x = apply(layers.conv2d({ filters: 8, kernelSize: 1, activation: "softmax" }), x);
  const built = model({ inputs: image, outputs: x });
  for (const [i, weight] of built.weights.entries()) {
    if (weight.shape.length < 2) continue;
    const size = Math.sqrt(2 / (weight.shape.slice(0, -1) as number[]).reduce((a, b) => a * b));
    const channels = tf.randomUniform([weight.shape.at(-1) as number], 0.2, 2, "float32", i);
    weight.write(tf.mul(tf.randomNormal(weight.shape as number[], 0, size, "float32", i), channels));
  }
  return built;
}

const imagesOf = (batch: number) =>
  tf.randomUniform([batch, 8, 8, 16], 0, 1, "float32", batch).dataSync() as Float32Array;

async function outputOf(onnx: Uint8Array, images: Float32Array): Promise<Float32Array> {
  const session = await createSession(onnx, { threads: 1 });
  const { classes } = await session.run({ images });
  await session.dispose();
  return classes as Float32Array;
}

const distance = (a: Float32Array, b: Float32Array) =>
  Math.max(...a.map((x, i) => Math.abs(x - Number(b[i]))));

describe("exportOnnx(model, { precision })", () => {
  const net = network();
  const exported = (precision: Precision) => exportOnnx(net, { precision, outputName: "classes" });
  const full = exported("float32");

  test.each([
    ["float16", 0.55, 0.001],
    ["int8", 0.32, 0.03],
  ] as const)(
    "%s: a file of %f of the size or less, probabilities within %f, for any batch",
    async (precision, share, tolerance) => {
      const small = exported(precision);
      expect(small.length / full.length).toBeLessThan(share);
      for (const batch of [1, 3]) {
        const images = imagesOf(batch);
        const [expected, found] = [await outputOf(full, images), await outputOf(small, images)];
        expect(found).toHaveLength(batch * 16 * 16 * 8);
        expect(distance(found, expected)).toBeLessThan(tolerance);
        expect(distance(found, expected)).toBeGreaterThan(0);
      }
    },
  );

  test("is float32 by default", () => {
    expect(exportOnnx(net, { outputName: "classes" })).toEqual(full);
  });

  test("keeps a weight in float32 that float16 cannot hold", async () => {
    const weights = tf.fill([8, 8], 70_000);
    const fn = ({ x }: Record<string, tf.Tensor>) => ({
      y: tf.matMul(x as tf.Tensor, weights as tf.Tensor2D),
    });
    const onnx = exportOnnx(fn, { inputs: { x: { shape: [null, 8] } }, precision: "float16" });
    const session = await createSession(onnx, { threads: 1 });
    const { y } = await session.run({ x: Float32Array.of(1, 0, 0, 0, 0, 0, 0, 0) });
    expect([...(y as Float32Array)]).toEqual(new Array(8).fill(70_000));
    await session.dispose();
  });
});
