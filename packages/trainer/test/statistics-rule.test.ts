import type { Batches } from "@faceseg/image";
import * as tf from "@tensorflow/tfjs-core";
import {
  initializers,
  input,
  type LayersModel,
  layers,
  model as makeModel,
  type SymbolicTensor,
} from "@tensorflow/tfjs-layers";
import { adam, fit, type StatisticsRule, sgd } from "../src/index.ts";
import { batchShares } from "../src/step/statistics-rule.ts";
import { stripes } from "./tiny.ts";

const shareOf = (rule: StatisticsRule, momentum: number, step: number) => {
  const share = batchShares(rule, tf.scalar(step))(momentum);
  return typeof share === "number" ? share : share.dataSync()[0];
};

test('batchShares("warm-up", step) takes 1 - (1 + n) / (10 + n) of the batch after n steps, at least 1 - momentum', () => {
  for (const [step, share] of [
    [1, 0.9],
    [2, 9 / 11],
    [11, 9 / 20],
    [91, 9 / 100],
    [891, 0.01],
    [5000, 0.01],
  ] as const)
    expect(shareOf("warm-up", 0.99, step)).toBeCloseTo(share, 6);
  expect(shareOf("warm-up", 0.05, 1)).toBeCloseTo(0.95, 6);
  expect(shareOf("warm-up", 0.999, 891)).toBeCloseTo(0.01, 6);
  expect(shareOf("momentum", 0.99, 1)).toBe(1 - 0.99);
});

const size = { width: 16, height: 16 };
const pictures = (length: number, change = (x: number) => x): Batches => ({
  length,
  batchSize: 1,
  size,
  async *epoch(epoch, start = 0) {
    for (let i = start; i < length; i++) {
      const batch = stripes((epoch * length + i) % 8);
      yield { ...batch, images: batch.images.map(change) };
    }
  },
});

/** Normalizes the image itself, then classifies each pixel. */
function network(momentum: number, trainable = true): LayersModel {
  const image = input({ shape: [16, 16, 3] });
  const norm = layers.batchNormalization({ name: "norm", momentum, trainable });
  const logits = layers.conv2d({
    name: "logits",
    filters: 4,
    kernelSize: 1,
    kernelInitializer: initializers.heNormal({ seed: 1 }),
  });
  return makeModel({ inputs: image, outputs: logits.apply(norm.apply(image)) as SymbolicTensor });
}

const movingMean = (model: LayersModel) => {
  const found = model.weights.find(({ originalName }) => originalName === "norm/moving_mean");
  return Array.from(found?.read().dataSync() ?? []);
};

/** The mean of each channel of an image. */
const means = (images: Float32Array) =>
  [0, 1, 2].map((c) => images.reduce((sum, x, i) => (i % 3 === c ? sum + x : sum), 0) / (images.length / 3));

const still = { optimizer: sgd({ learningRate: 0 }), epochs: 2 };

for (const engine of ["onnxruntime", "tfjs"] as const) {
  test(`fit(model, { statistics }) on ${engine} moves statistics by the rule, over epochs, in layers that are not frozen`, async () => {
    const train = pictures(3);
    for (const [statistics, momentum] of [
      ["warm-up", 0.99],
      ["warm-up", 0.3],
      ["momentum", 0.99],
    ] as const) {
      let expected = [0, 0, 0];
      let n = 0;
      for (const epoch of [0, 1])
        for await (const { images } of train.epoch(epoch)) {
          const kept = statistics === "momentum" ? momentum : Math.min(momentum, (1 + n) / (10 + n));
          const batch = means(images);
          expected = expected.map((value, c) => kept * value + (1 - kept) * (batch[c] as number));
          n++;
        }
      const model = network(momentum);
      await fit(model, { ...still, train, statistics, engine });
      for (const [c, value] of expected.entries()) expect(movingMean(model)[c]).toBeCloseTo(value, 5);
    }
    const frozen = network(0.99, false);
    await fit(frozen, { ...still, train, engine });
    expect(movingMean(frozen)).toEqual([0, 0, 0]);
  });
}

test("fit(model) of few steps ends with a model that predicts as well as it trains, which Keras's momentum does not", async () => {
  const far = (x: number) => 20 * x - 30; // no mean of 0 and variance of 1, with which moving statistics begin
  const run = async (statistics: StatisticsRule) => {
    const { epochs } = await fit(network(0.99), {
      train: pictures(8, far),
      validation: pictures(8, far),
      epochs: 3,
      optimizer: adam({ learningRate: 0.1 }),
      statistics,
    });
    return epochs.at(-1) as Record<"accuracy" | "val_accuracy", number>;
  };
  const [own, keras] = [await run("warm-up"), await run("momentum")];
  expect(own.accuracy).toBe(keras.accuracy);
  expect(own.val_accuracy).toBeGreaterThan(own.accuracy - 0.02);
  expect(keras.val_accuracy).toBeLessThan(keras.accuracy - 0.2);
});

test("fit(model, { statistics }) refuses other rules", async () => {
  const options = { ...still, train: pictures(1), statistics: "keras" as StatisticsRule };
  await expect(fit(network(0.99), options)).rejects.toThrow(
    'Expected `statistics` to be one of "warm-up", "momentum", got "keras"',
  );
});
