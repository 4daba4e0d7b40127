import type { Batches } from "@faceseg/image";
import * as tf from "@tensorflow/tfjs-core";
import { type Loss, learningRateFinder, overfitOneBatch, sgd } from "../src/index.ts";
import { stripes, tinyNetwork } from "./tiny.ts";

const train: Batches = {
  length: 4,
  batchSize: 1,
  size: { width: 16, height: 16 },
  async *epoch() {
    for (let i = 0; i < 4; i++) yield stripes(i);
  },
};

const weightsOf = (model: ReturnType<typeof tinyNetwork>) =>
  model.getWeights().map((w) => Array.from(w.dataSync()));

test("learningRateFinder(model, { train }) sweeps the rates, finds one that learns, and leaves the model alone", async () => {
  const model = tinyNetwork();
  const before = weightsOf(model);
  const { rates, losses, smoothed, suggestion } = await learningRateFinder(model, {
    train,
    from: 1e-5,
    to: 10,
    steps: 40,
    optimizer: sgd({ momentum: 0.9 }),
  });
  expect(weightsOf(model)).toEqual(before);
  expect(rates[0]).toBe(1e-5);
  expect((rates[1] as number) / (rates[0] as number)).toBeCloseTo(1e6 ** (1 / 39), 9);
  expect(losses).toHaveLength(rates.length);
  expect(smoothed[0]).toBeCloseTo(losses[0] as number, 9);
  expect(suggestion).toBeGreaterThan(1e-4);
  expect(suggestion).toBeLessThan(2);
});

test("learningRateFinder(model, { from, to, steps }) refuses an empty sweep", async () => {
  await expect(learningRateFinder(tinyNetwork(), { train, from: 1, to: 0.1 })).rejects.toThrow(
    /`to` to be a number above 1, got 0.1/,
  );
  await expect(learningRateFinder(tinyNetwork(), { train, steps: 2 })).rejects.toThrow(
    /`steps` to be a whole number of at least 3, got 2/,
  );
});

test("overfitOneBatch(model, batch) passes a network that learns, and leaves it alone", async () => {
  const model = tinyNetwork();
  const before = weightsOf(model);
  const { passed, losses, accuracy } = await overfitOneBatch(model, stripes(0), { accuracy: 0.95 });
  expect(passed).toBe(true);
  expect(accuracy).toBeGreaterThanOrEqual(0.95);
  expect(losses.length).toBeLessThan(200);
  expect(weightsOf(model)).toEqual(before);
});

test("overfitOneBatch(model, batch) fails where the loss has no gradient", async () => {
  const flat: Loss = { name: "flat", compute: (logits) => tf.mul(tf.sum(logits), 0) as tf.Scalar };
  const { passed, losses } = await overfitOneBatch(tinyNetwork(), stripes(1), { loss: flat, steps: 5 });
  expect({ passed, steps: losses.length }).toEqual({ passed: false, steps: 5 });
});
