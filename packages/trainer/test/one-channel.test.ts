import type { Batch, Batches } from "@faceseg/image";
import { buildPspnet } from "@faceseg/pspnet";
import * as tf from "@tensorflow/tfjs-core";
import {
  initializers,
  input,
  type LayersModel,
  layers,
  model as makeModel,
  type SymbolicTensor,
} from "@tensorflow/tfjs-layers";
import { chooseEngine } from "../src/engines/choose.ts";
import {
  adam,
  crossEntropyLoss,
  diceLoss,
  fit,
  overfitOneBatch,
  sgd,
  weightedSumLoss,
} from "../src/index.ts";
import { classLogits } from "../src/step/class-logits.ts";
import { trainingPlan } from "../src/step/training-plan.ts";

const [width, height] = [8, 4];
const pixels = width * height;
const noise = (i: number) => 0.5 + 0.5 * Math.sin(i * 0.71 + 2 * Math.sin(i * 0.113));

/** Class 1 where red is above green; a tenth of the pixels is ignored. */
function batch(seed: number): Batch {
  const images = Float32Array.from({ length: pixels * 3 }, (_, i) => noise(i + 31 * seed));
  const labels = Uint8Array.from({ length: pixels }, (_, i) => {
    if (i % 10 === 0) return 255;
    return (images[3 * i] as number) > (images[3 * i + 1] as number) ? 1 : 0;
  });
  return { images, labels, ids: [`noise-${seed}`], width, height };
}

const faces = (length: number): Batches => ({
  length,
  batchSize: 1,
  size: { width, height },
  async *epoch(_, start = 0) {
    for (let i = start; i < length; i++) yield batch(i);
  },
});

/** A sigmoid of one logit for each pixel. */
function binary(): LayersModel {
  const image = input({ shape: [height, width, 3] });
  const logits = layers.conv2d({
    name: "logits",
    filters: 1,
    kernelSize: 1,
    kernelInitializer: initializers.randomNormal({ seed: 3 }),
    biasInitializer: initializers.constant({ value: 0.2 }),
  });
  const probabilities = layers.activation({ activation: "sigmoid", name: "probabilities" });
  return makeModel({ inputs: image, outputs: probabilities.apply(logits.apply(image)) as SymbolicTensor });
}

const weightsOf = (model: LayersModel) => model.getWeights().flatMap((w) => Array.from(w.dataSync()));

/** Binary cross-entropy of the pixels that count, with class weights, and its gradient, in float64. */
function binaryCrossEntropy(
  weights: number[],
  { images, labels }: Batch,
  [w0, w1]: readonly [number, number],
) {
  const [a, b, c, bias] = weights as [number, number, number, number];
  let [loss, total] = [0, 0];
  const gradient = [0, 0, 0, 0];
  for (const [i, y] of labels.entries()) {
    if (y === 255) continue;
    const x = [...images.subarray(3 * i, 3 * i + 3), 1];
    const z = a * (x[0] as number) + b * (x[1] as number) + c * (x[2] as number) + bias;
    const p = 1 / (1 + Math.exp(-z));
    const weight = y === 1 ? w1 : w0;
    loss -= weight * Math.log(y === 1 ? p : 1 - p);
    total += weight;
    for (const [k, value] of x.entries()) gradient[k] = (gradient[k] as number) + weight * (p - y) * value;
  }
  return { loss: loss / total, gradient: gradient.map((value) => value / total) };
}

const weighings = [
  [1, 1],
  [0.5, 3],
] as const;

for (const engine of ["onnxruntime", "tfjs"] as const) {
  test.each(weighings)(
    `a step on ${engine} of a network of one channel has the loss and gradient of binary cross-entropy, weights %d and %d`,
    async (...classWeights) => {
      const model = binary();
      const plan = trainingPlan(model, crossEntropyLoss({ classWeights }), sgd());
      expect(plan.numClasses).toBe(2);
      const { train } = await chooseEngine({ engine });
      const runner = train(plan);
      const before = weightsOf(model);
      const expected = binaryCrossEntropy(before, batch(1), classWeights);
      const evaluated = await runner.evaluate(batch(1));
      const { loss, predictions } = await runner.step(batch(1), 1, 1);
      const { weights } = await runner.getState();
      await runner.dispose();
      expect(evaluated.loss).toBeCloseTo(expected.loss, 5);
      expect(loss).toBeCloseTo(expected.loss, 5);
      for (const [k, after] of weights.flatMap((array) => [...array]).entries())
        expect((before[k] as number) - after).toBeCloseTo(expected.gradient[k] as number, 5);
      const probabilities = tf.tidy(() => {
        const images = tf.tensor4d(batch(1).images, [1, height, width, 3]);
        return (model.predict(images) as tf.Tensor).dataSync();
      });
      expect([...predictions]).toEqual([...probabilities].map((p) => (p > 0.5 ? 1 : 0)));
      expect([...evaluated.predictions]).toEqual([...predictions]);
    },
  );

  test(`fit(model) on ${engine} trains a network of one channel: the loss falls, and scores are of two classes`, async () => {
    const model = binary();
    const { epochs } = await fit(model, {
      train: faces(4),
      validation: faces(2),
      epochs: 30,
      loss: weightedSumLoss([{ loss: crossEntropyLoss({ classWeights: [1, 2] }) }, { loss: diceLoss() }]),
      optimizer: adam({ learningRate: 0.3 }),
      engine,
    });
    const [first, last] = [epochs[0], epochs.at(-1)];
    expect(last?.["val_loss"]).toBeLessThan(0.4 * (first?.["val_loss"] as number));
    expect(last?.["val_accuracy"]).toBeGreaterThan(0.95);
    expect(last?.["val_mean_iou"]).toBeGreaterThan(0.9);
  });
}

test("a step of auxiliary heads of one channel adds their binary cross-entropy", async () => {
  const { train } = await chooseEngine({ engine: "onnxruntime" });
  const picture: Batch = {
    images: Float32Array.from({ length: 32 * 32 * 3 }, (_, i) => noise(i)),
    labels: Uint8Array.from({ length: 32 * 32 }, (_, i) => (i % 32 > 16 ? 1 : 0)),
    ids: ["noise"],
    width: 32,
    height: 32,
  };
  const losses = async (auxiliaryWeight: number) => {
    const model = buildPspnet({
      inputShape: [32, 32, 3],
      numClasses: 1,
      alpha: 0.35,
      width: 1 / 16,
      seed: 1,
      auxiliaryWeight,
    });
    const runner = train(trainingPlan(model, crossEntropyLoss(), sgd()));
    const { loss } = await runner.step(picture, 0, 1);
    await runner.dispose();
    model.dispose();
    return loss;
  };
  const [light, middle, heavy] = [await losses(1e-9), await losses(0.5), await losses(1)];
  expect(heavy - light).toBeCloseTo(2 * (middle - light), 4);
  expect(middle - light).toBeGreaterThan(0.2); // half of about log 2
});

test("classLogits(logits) adds the background's channel of zeros to one channel, and leaves others alone", () => {
  const one = tf.tensor4d([3, -2], [1, 1, 2, 1]);
  expect(classLogits(one).arraySync()).toEqual([
    [
      [
        [0, 3],
        [0, -2],
      ],
    ],
  ]);
  const two = tf.tensor4d([3, -2], [1, 1, 1, 2]);
  expect(classLogits(two)).toBe(two);
});

test("overfitOneBatch(model) of one channel passes; class weights must be two", async () => {
  const { passed } = await overfitOneBatch(binary(), batch(0), { optimizer: adam({ learningRate: 0.5 }) });
  expect(passed).toBe(true);
  const loss = crossEntropyLoss({ classWeights: [1] });
  await expect(fit(binary(), { train: faces(1), epochs: 1, loss })).rejects.toThrow(
    "Expected `classWeights` to be 2 numbers, one for each class, got 1",
  );
});
