import { readFileSync } from "node:fs";
import type { ChosenEngine } from "@faceseg/engine";
import type { Batches } from "@faceseg/image";
import * as tf from "@tensorflow/tfjs-core";
import {
  adam,
  adamW,
  clipGradients,
  decoupledWeightDecay,
  exponentialMovingAverage,
  fit,
  kernelsOnly,
  learningRateGroups,
  type Optimizer,
  type RunState,
  type RunStore,
  rmsprop,
  sgd,
} from "../src/index.ts";
import { accumulateGradients } from "../src/optimizers/accumulate-gradients.ts";
import { stripes, tinyNetwork } from "./tiny.ts";

interface Golden {
  start: number[];
  target: number[];
  scale: number[];
  cases: { optimizer: string; options: Record<string, never>; weights: number[][] }[];
}

/** What Keras computed; made by golden/make-optimizers.py. */
const golden = JSON.parse(
  readFileSync(new URL("./golden/optimizers.json", import.meta.url), "utf8"),
) as Golden;

/** Of golden/make-optimizers.py: "body/kernel" is the first four numbers, "head/bias" the last two. */
const perWeight = (value: (weight: string) => number) =>
  tf.concat1d([tf.fill([4], value("body/kernel")), tf.fill([2], value("head/bias"))]);

const slope = (weights: tf.Tensor) =>
  tf.mul(tf.sub(weights, tf.tensor1d(golden.target)), tf.tensor1d(golden.scale)) as tf.Tensor1D;

/** The weights, or their averages, after each of 10 steps from the golden start. */
function trace(optimizer: Optimizer, gradient: (weights: tf.Tensor, step: number) => tf.Tensor1D = slope) {
  const { slots: names, averages, learningRate: rate } = optimizer;
  const first = tf.tensor1d(golden.start);
  let weights: tf.Tensor = first;
  let slots: Record<string, tf.Tensor> = Object.fromEntries(
    names.map((name) => [name, name === averages ? first : tf.zerosLike(first)]),
  );
  return Array.from({ length: 10 }, (_, i) => {
    const inputs = { learningRate: tf.scalar(rate), step: tf.scalar(i + 1), perWeight };
    const gradients = gradient(weights, i + 1);
    const vectors = { weights: weights as tf.Tensor1D, slots: slots as Record<string, tf.Tensor1D> };
    ({ weights, slots } = optimizer.update({ ...inputs, ...vectors, gradients }));
    expect(Object.keys(slots).sort()).toEqual([...names].sort());
    return Array.from((averages === undefined ? weights : (slots[averages] as tf.Tensor)).dataSync());
  });
}

const makers: Record<string, (options: Record<string, number>) => Optimizer> = {
  adam: ({ learning_rate, beta_1 = 0.9, beta_2 = 0.999, epsilon = 1e-7 }) =>
    adam({ learningRate: learning_rate as number, beta1: beta_1, beta2: beta_2, epsilon }),
  adamW: ({ learning_rate, weight_decay }) =>
    adamW({ learningRate: learning_rate as number, weightDecay: weight_decay as number }),
  "adamW kernels": ({ learning_rate, weight_decay }) =>
    adamW({ learningRate: learning_rate as number, weightDecay: kernelsOnly(weight_decay as number) }),
  sgd: ({ learning_rate, momentum = 0, nesterov }) =>
    sgd({ learningRate: learning_rate as number, momentum, nesterov: Boolean(nesterov) }),
  rmsprop: ({ learning_rate, rho = 0.9, momentum = 0 }) =>
    rmsprop({ learningRate: learning_rate as number, rho, momentum }),
  "clip norm": ({ learning_rate, global_clipnorm }) =>
    clipGradients(sgd({ learningRate: learning_rate as number }), { globalNorm: global_clipnorm as number }),
  "clip value": ({ learning_rate, clipvalue }) =>
    clipGradients(sgd({ learningRate: learning_rate as number }), { value: clipvalue as number }),
  accumulate: ({ learning_rate, gradient_accumulation_steps }) =>
    accumulateGradients(
      adam({ learningRate: learning_rate as number }),
      gradient_accumulation_steps as number,
    ),
  ema: ({ learning_rate, ema_momentum }) =>
    exponentialMovingAverage(adam({ learningRate: learning_rate as number }), {
      decay: ema_momentum as number,
    }),
};

test.each(golden.cases)("$optimizer $options takes Keras's 10 steps", ({ optimizer, options, weights }) => {
  const steps = trace((makers[optimizer] as (options: object) => Optimizer)(options));
  for (const [i, expected] of weights.entries()) {
    for (const [k, value] of expected.entries()) expect(steps[i]?.[k]).toBeCloseTo(value, 5);
  }
  expect(steps.at(-1)).not.toEqual(golden.start);
});

test("accumulateGradients(optimizer, 3) keeps the weights for two steps, then moves them by the mean of three gradients", () => {
  const given = (_: tf.Tensor, step: number) => tf.fill([6], step) as tf.Tensor1D;
  const steps = trace(accumulateGradients(sgd({ learningRate: 1 }), 3), given);
  const from = (distance: number) => golden.start.map((value) => value - distance);
  expect(steps.slice(0, 9)).toEqual([0, 0, 2, 2, 2, 2 + 5, 2 + 5, 2 + 5, 2 + 5 + 8].map((d) => from(d)));
});

test("learningRateGroups(optimizer, groups) multiplies the rate of the weights that match first", () => {
  const groups = [
    { match: (weight: string) => weight.startsWith("body/"), factor: 0.1 },
    { match: (weight: string) => weight.endsWith("kernel") || weight === "head/bias", factor: 2 },
  ];
  const [first] = trace(
    learningRateGroups(sgd({ learningRate: 1 }), groups),
    () => tf.ones([6]) as tf.Tensor1D,
  );
  const moved = [0.1, 0.1, 0.1, 0.1, 2, 2];
  for (const [i, by] of moved.entries()) expect(first?.[i]).toBeCloseTo((golden.start[i] as number) - by, 6);
  const third = { match: (weight: string) => weight === "tail", factor: 2 };
  expect(() => trace(learningRateGroups(sgd(), [third]))).toThrow(/groups\[0\].*got none/);
});

test("optimisers refuse numbers that make no sense", () => {
  expect(() => sgd({ momentum: 1 })).toThrow(/momentum.*at least 0 and below 1, got 1/);
  expect(() => sgd({ nesterov: true })).toThrow(/momentum.*above 0.*got 0/);
  expect(() => rmsprop({ momentum: -1 })).toThrow(/momentum.*got -1/);
  expect(() => clipGradients(sgd(), { globalNorm: 0 })).toThrow(/globalNorm.*got 0/);
  expect(() => accumulateGradients(sgd(), 1.5)).toThrow(/accumulate.*got 1.5/);
  expect(() => exponentialMovingAverage(sgd(), { decay: 1 })).toThrow(/decay.*got 1/);
  expect(() => decoupledWeightDecay(sgd(), -1)).toThrow(/[dD]ecay.*got -1/);
  expect(() => trace(decoupledWeightDecay(sgd(), () => Number.NaN))).toThrow(/body\/kernel.*got NaN/);
  expect(() => learningRateGroups(sgd(), [{ match: () => true, factor: -1 }])).toThrow(/factor.*got -1/);
});

const pictures = (count: number): Batches => ({
  length: count,
  batchSize: 1,
  size: { width: 16, height: 16 },
  async *epoch(epoch, start = 0) {
    for (let i = start; i < count; i++) yield stripes((epoch * 3 + i) % 8);
  },
});

const weightsOf = (model: ReturnType<typeof tinyNetwork>) =>
  model.getWeights().map((w) => Array.from(w.dataSync()));

const everything = () => {
  const rate = { learningRate: 0.01, momentum: 0.9, nesterov: true };
  const grouped = learningRateGroups(sgd(rate), [
    { match: (weight: string) => !weight.startsWith("logits"), factor: 0.1 },
  ]);
  const decayed = decoupledWeightDecay(grouped, kernelsOnly(0.01));
  return exponentialMovingAverage(clipGradients(decayed, { globalNorm: 1 }), { decay: 0.5 });
};

test("fit(model, { optimizer, accumulate }) compiles groups, decay, clipping and averages to eager numbers", async () => {
  const engines = ["onnxruntime", "tfjs"] as const;
  const results: { weights: number[][]; loss: number | undefined; engine: ChosenEngine }[] = [];
  for (const engine of engines) {
    const model = tinyNetwork();
    const options = { train: pictures(5), validation: pictures(2), epochs: 1, accumulate: 2, engine };
    const { epochs, engine: chosen } = await fit(model, { ...options, optimizer: everything() });
    results.push({ weights: weightsOf(model), loss: epochs[0]?.["val_loss"], engine: chosen });
  }
  const [compiled, eager] = results;
  expect(compiled?.engine.name).toBe("onnxruntime");
  expect(compiled?.loss).toBeCloseTo(eager?.loss as number, 4);
  for (const [i, expected] of (eager?.weights ?? []).entries()) {
    for (const [k, value] of expected.entries()) expect(compiled?.weights[i]?.[k]).toBeCloseTo(value, 4);
  }
});

test("fit(model, { optimizer: exponentialMovingAverage(...) }) ends with, and validates, the averages: without decay the last weights", async () => {
  const [plain, last, slow] = [tinyNetwork(), tinyNetwork(), tinyNetwork()];
  const run = async (model: typeof plain, optimizer: Optimizer) =>
    (await fit(model, { train: pictures(3), validation: pictures(2), epochs: 1, optimizer })).epochs[0]?.[
      "val_loss"
    ];
  const rate = { learningRate: 0.01 };
  const expected = await run(plain, adam(rate));
  expect(await run(last, exponentialMovingAverage(adam(rate), { decay: 0 }))).toBe(expected);
  expect(weightsOf(last)).toEqual(weightsOf(plain));
  expect(await run(slow, exponentialMovingAverage(adam(rate), { decay: 0.9 }))).not.toBe(expected);
});

test("fit(model, { accumulate, optimizer, resume }) goes on in the middle of an accumulation, to the bit", async () => {
  const options = () => ({
    train: pictures(5),
    epochs: 2,
    accumulate: 3,
    optimizer: everything(),
  });
  const whole = tinyNetwork();
  await fit(whole, options());
  const states: RunState[] = [];
  const store: RunStore = {
    save: async (state) => void states.push(structuredClone(state)),
    load: async () => states.at(-1),
  };
  const controller = new AbortController();
  let steps = 0;
  const stop = { name: "stop", onTrainBatchEnd: () => void (++steps === 4 && controller.abort()) };
  await fit(tinyNetwork(), { ...options(), store, signal: controller.signal, callbacks: [stop] });
  const second = tinyNetwork();
  await fit(second, { ...options(), store, resume: true });
  expect(weightsOf(second)).toEqual(weightsOf(whole));
});
