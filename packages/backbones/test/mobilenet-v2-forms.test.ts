import * as tf from "@tensorflow/tfjs-core";
import { type LayersModel, model } from "@tensorflow/tfjs-layers";
import { mobileNetV2, vgg16, vgg16LayerNames } from "../src/index.ts";
import { matchWeights } from "../src/weights/match-weights.ts";
import { noise } from "./keras-golden.ts";

const inputShape = [64, 96, 3] as const;

function build(options: object): LayersModel {
  const taps = ["block_16_project_BN"];
  const { input, features } = mobileNetV2({ inputShape, alpha: 0.35, taps, ...options });
  return model({ inputs: input, outputs: features.map(({ tensor }) => tensor) });
}

const weightsOf = (network: LayersModel) =>
  network.weights.map(({ originalName, shape }) => `${originalName} ${shape.join("x")}`);

test.each([8, 16])(
  "mobileNetV2({ outputStride: %d }) has the same weights, and at every so many pixels what the strided one computes",
  (outputStride) => {
    const [strided, dense] = [build({}), build({ outputStride })];
    expect(weightsOf(dense)).toEqual(weightsOf(strided));
    dense.setWeights(strided.getWeights());
    const image = tf.tensor(noise(2, 64 * 96 * 3), [1, 64, 96, 3]);
    const [expected, found] = [strided, dense].map((network) => network.predict(image) as tf.Tensor);
    const step = 32 / outputStride;
    expect(found?.shape).toEqual([1, 2 * step, 3 * step, 112]);
    // Strided convolutions on even sides begin at the second pixel, those behind them at the second of these.
    const first = step - 1;
    const sampled = tf.stridedSlice(found as tf.Tensor, [0, first, first, 0], found?.shape as number[], [
      1,
      step,
      step,
      1,
    ]);
    const difference = tf.max(tf.abs(tf.sub(sampled, expected as tf.Tensor))).dataSync()[0] as number;
    const scale = tf.max(tf.abs(expected as tf.Tensor)).dataSync()[0] as number;
    expect(difference).toBeLessThan(1e-5 * scale);
    strided.dispose();
    dense.dispose();
  },
);

test('mobileNetV2({ pooling: "max" }) has the same weights, and five poolings with indices, finest first', () => {
  const [strided, pooled] = [build({}), build({ pooling: "max" })];
  expect(weightsOf(pooled)).toEqual(weightsOf(strided));
  const { poolings } = mobileNetV2({ inputShape, alpha: 0.35, pooling: "max" });
  expect(poolings.map(({ stride, channels, tensor }) => [stride, channels, tensor.sourceLayer.name])).toEqual(
    [
      [2, 16, "Conv1_pool"],
      [4, 48, "block_1_pool"],
      [8, 48, "block_3_pool"],
      [16, 96, "block_6_pool"],
      [32, 192, "block_13_pool"],
    ],
  );
  expect(mobileNetV2({ inputShape }).poolings).toEqual([]);
  strided.dispose();
  pooled.dispose();
});

test("vgg16(…) has Keras's layers and parameters, and features at strides 2 to 32", () => {
  const { input, features, poolings } = vgg16({ inputShape, alpha: 1 });
  expect(features.map(({ stride, channels, tensor }) => [stride, channels, tensor.shape])).toEqual([
    [2, 64, [null, 32, 48, 64]],
    [4, 128, [null, 16, 24, 128]],
    [8, 256, [null, 8, 12, 256]],
    [16, 512, [null, 4, 6, 512]],
    [32, 512, [null, 2, 3, 512]],
  ]);
  expect(poolings.map(({ tensor }) => tensor.shape)).toEqual(features.map(({ tensor }) => tensor.shape));
  const network = model({ inputs: input, outputs: features.map(({ tensor }) => tensor) });
  const convolutions = network.layers.filter((layer) => layer.getClassName() === "Conv2D");
  expect(convolutions.map(({ name }) => name)).toEqual(vgg16LayerNames());
  const parameters = convolutions.reduce((sum, layer) => sum + layer.countParams(), 0);
  expect(parameters).toBe(14_714_688); // of keras.applications.VGG16(include_top=False)
  network.dispose();
});

test("matchWeights(model, file) takes the names in Keras's published file of VGG16", () => {
  const { input, features } = vgg16({ inputShape, alpha: 1 / 16 });
  const network = model({ inputs: input, outputs: features.map(({ tensor }) => tensor) });
  const file = new Map(
    network.layers
      .filter(({ name }) => vgg16LayerNames().includes(name))
      .map(({ name, weights }) => [
        name,
        weights.map(({ shape }, i) => ({
          name: `${name}_${i === 0 ? "W" : "b"}_1`,
          shape: shape as number[],
          data: new Float32Array(tf.util.sizeFromShape(shape as number[])),
        })),
      ]),
  );
  const { pairs, loaded, unused } = matchWeights(network, file, "vgg16.h5");
  expect([pairs.length, loaded.length, unused]).toEqual([26, 13, []]);
  network.dispose();
});

test.each([
  [{ outputStride: 24 }, "Expected `outputStride` to be one of 8, 16, 32, got 24; the nearest is 16"],
  [{ pooling: "mean" }, 'Expected `pooling` to be one of "stride", "max", got "mean"'],
])("mobileNetV2(%j) throws", (options, message) => {
  expect(() => build(options)).toThrow(new RangeError(message));
});
