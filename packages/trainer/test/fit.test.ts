import { createHash } from "node:crypto";
import type { Batch, Batches } from "@faceseg/image";
import { buildUnet } from "@faceseg/unet";
import * as tf from "@tensorflow/tfjs-core";
import {
  input,
  type LayersModel,
  layers,
  model as makeModel,
  type SymbolicTensor,
} from "@tensorflow/tfjs-layers";
import type { RunState, RunStore } from "../src/checkpoint/run-store.ts";
import {
  adam,
  crossEntropyLoss,
  fit,
  type LogEvent,
  type Loss,
  NonFiniteError,
  reduceLrOnPlateau,
} from "../src/index.ts";
import { countPredictions } from "./count-predictions.ts";
import { stripes, tinyNetwork } from "./tiny.ts";

const pictures = (count: number): Batches => ({
  length: count,
  batchSize: 1,
  size: { width: 16, height: 16 },
  async *epoch(epoch, start = 0) {
    for (let i = start; i < count; i++) yield stripes((epoch * 3 + i) % 8);
  },
});

/** Keeps states in memory, as a file would: by value. */
class Memory implements RunStore {
  states: RunState[] = [];
  async save(state: RunState) {
    this.states.push(structuredClone(state));
  }
  async load() {
    return this.states.at(-1);
  }
}

const weightsOf = (model: ReturnType<typeof tinyNetwork>) =>
  model.getWeights().map((w) => Array.from(w.dataSync()));

test("fit(model, { train, validation }) learns, and leaves the weights in the model", async () => {
  const model = tinyNetwork();
  const { epochs, stoppedBy, engine } = await fit(model, {
    train: pictures(8),
    validation: pictures(4),
    epochs: 20,
    optimizer: adam({ learningRate: 0.005 }),
  });
  expect(stoppedBy).toBe("epochs");
  expect(engine.name).toBe("onnxruntime");
  expect(Object.keys(epochs[0] ?? {}).sort()).toEqual([
    "accuracy",
    "learning_rate",
    "loss",
    "mean_iou",
    "seconds",
    "val_accuracy",
    "val_loss",
    "val_mean_iou",
  ]);
  expect(epochs.at(-1)?.["val_mean_iou"]).toBeGreaterThan(0.7);

  const { total } = await countPredictions(model, pictures(4));
  const eager = await countPredictions(model, pictures(4), { engine: "tfjs" });
  expect(Array.from(total.counts)).toEqual(Array.from(eager.total.counts));
});

test("fit(model, { signal, store, resume }) goes on after a stop as if there had been none, to the bit", async () => {
  const callbacks = () => [reduceLrOnPlateau({ patience: 1, factor: 0.5, minDelta: 10 })];
  const options = {
    train: pictures(5),
    validation: pictures(2),
    epochs: 4,
    optimizer: adam({ learningRate: 0.02 }),
  };
  const whole = tinyNetwork();
  const uninterrupted = await fit(whole, { ...options, callbacks: callbacks() });

  for (const stopAfter of [3, 5, 12]) {
    const store = new Memory();
    const controller = new AbortController();
    let steps = 0;
    const stop = { name: "stop", onTrainBatchEnd: () => void (++steps === stopAfter && controller.abort()) };
    const first = tinyNetwork();
    const { stoppedBy } = await fit(first, {
      ...options,
      callbacks: [...callbacks(), stop],
      signal: controller.signal,
      store,
    });
    expect(stoppedBy).toBe("signal");
    const second = tinyNetwork();
    const resumed = await fit(second, { ...options, callbacks: callbacks(), store, resume: true });
    expect(weightsOf(second)).toEqual(weightsOf(whole));
    const timeless = (logs: Record<string, number>) => ({ ...logs, seconds: 0 });
    expect(resumed.epochs.map(timeless)).toEqual(uninterrupted.epochs.map(timeless));
  }
});

test("fit(model, { signal }) breaks off a validation, and makes it again when resumed", async () => {
  const options = { train: pictures(3), validation: pictures(4), epochs: 2 };
  const whole = tinyNetwork();
  const uninterrupted = await fit(whole, options);

  const store = new Memory();
  const controller = new AbortController();
  let validated = 0;
  const validation: Batches = {
    ...options.validation,
    async *epoch() {
      for await (const batch of options.validation.epoch(0)) {
        if (++validated === 2) controller.abort();
        yield batch;
      }
    },
  };
  const first = await fit(tinyNetwork(), { ...options, validation, signal: controller.signal, store });
  expect(first).toMatchObject({ stoppedBy: "signal", epochs: [] });
  expect(validated).toBe(2);
  expect(store.states.map(({ epoch, step }) => [epoch, step])).toEqual([[0, 3]]);

  const model = tinyNetwork();
  const resumed = await fit(model, { ...options, store, resume: true });
  expect(weightsOf(model)).toEqual(weightsOf(whole));
  const timeless = (logs: Record<string, number>) => ({ ...logs, seconds: 0 });
  expect(resumed.epochs.map(timeless)).toEqual(uninterrupted.epochs.map(timeless));
});

test("fit(model, { threads }) gives the same bits with 1 and 2 threads, and when resumed with the other number", async () => {
  const size = { width: 64, height: 64 };
  const large: Batches = {
    length: 3,
    batchSize: 4,
    size,
    async *epoch(epoch, start = 0) {
      for (let i = start; i < 3; i++) {
        const noise = (at: number) => 0.5 + 0.5 * Math.sin(at * 0.37 + 3 * Math.sin(at * 0.0173 + i + epoch));
        const images = Float32Array.from({ length: 4 * 64 * 64 * 3 }, (_, at) => noise(at));
        const labels = Uint8Array.from({ length: 4 * 64 * 64 }, (_, at) => Math.floor(noise(3 * at) * 4.99));
        yield { ...size, images, labels, ids: ["a", "b", "c", "d"] };
      }
    },
  };
  /** Of all weights: printing how a hundred thousand of them differ would take minutes. */
  const digest = (model: LayersModel) => {
    const hash = createHash("sha256");
    for (const weights of weightsOf(model)) hash.update(Float32Array.from(weights));
    return hash.digest("hex");
  };
  const build = () =>
    buildUnet({ inputShape: [64, 64, 3], numClasses: 5, alpha: 0.35, width: 0.25, seed: 3 });
  const options = { train: large, epochs: 2, engine: "onnxruntime" } as const;
  const trained = async (threads: number) => {
    const model = build();
    const { epochs } = await fit(model, { ...options, threads });
    const found = { weights: digest(model), losses: epochs.map((logs) => logs["loss"]) };
    model.dispose();
    return found;
  };
  const one = await trained(1);
  expect(await trained(2)).toEqual(one);

  for (const [before, after] of [
    [1, 2],
    [2, 1],
  ] as const) {
    const store = new Memory();
    const controller = new AbortController();
    let steps = 0;
    const stop = { name: "stop", onTrainBatchEnd: () => void (++steps === 4 && controller.abort()) };
    const { signal } = controller;
    await fit(build(), { ...options, threads: before, callbacks: [stop], signal, store });
    const model = build();
    await fit(model, { ...options, threads: after, store, resume: true });
    expect(digest(model)).toBe(one.weights);
  }
});

test("fit(model, { validation }) counts every image of a last batch that is not full", async () => {
  const data: Batches = {
    length: 2,
    batchSize: 2,
    size: { width: 16, height: 16 },
    async *epoch() {
      for (const seeds of [[1, 2], [3]]) {
        const parts = seeds.map(stripes);
        const join = <T>(pick: (batch: Batch) => T[]) => parts.flatMap(pick);
        yield {
          images: Float32Array.from(join(({ images }) => Array.from(images))),
          labels: Uint8Array.from(join(({ labels }) => Array.from(labels))),
          ids: join(({ ids }) => [...ids]),
          width: 16,
          height: 16,
        };
      }
    },
  };
  const model = tinyNetwork();
  const train: Batches = {
    ...data,
    length: 1,
    epoch: async function* () {
      for await (const batch of data.epoch(0)) if (batch.ids.length === 2) yield batch;
    },
  };
  const { epochs } = await fit(model, { train, validation: data, epochs: 1 });
  const { images, total } = await countPredictions(model, data);
  expect(images.map(({ id }) => id)).toEqual(["stripes-1", "stripes-2", "stripes-3"]);
  const correct = [0, 1, 2, 3].reduce((sum, id) => sum + (total.counts[id * 5] as number), 0);
  expect(epochs[0]?.["val_accuracy"]).toBeCloseTo(correct / (3 * 15 * 16), 6);
});

test("fit(model) refuses to go on with a loss that is not finite, naming the pictures", async () => {
  const poisoned: Batches = {
    ...pictures(1),
    async *epoch() {
      const batch = stripes(0);
      batch.images.fill(Number.NaN);
      yield batch;
    },
  };
  await expect(fit(tinyNetwork(), { train: poisoned, epochs: 1 })).rejects.toThrow(/loss is NaN.*stripes-0/);
});

test("fit(model) without a layer `logits` says what it needs", async () => {
  const image = input({ shape: [16, 16, 3] });
  const model = makeModel({
    inputs: image,
    outputs: layers.conv2d({ filters: 2, kernelSize: 1, name: "head" }).apply(image) as SymbolicTensor,
  });
  await expect(fit(model, { train: pictures(1), epochs: 1 })).rejects.toThrow(
    /layer "logits".*last layer is "head"/,
  );
});

test("fit(model) leaves frozen layers as they are, moving statistics included", async () => {
  const model = tinyNetwork();
  const frozen = model.layers.slice(0, 8);
  for (const layer of frozen) layer.trainable = false;
  const values = () => frozen.flatMap((layer) => layer.getWeights().map((w) => Array.from(w.dataSync())));
  const before = values();
  await fit(model, { train: pictures(2), epochs: 1 });
  expect(values()).toEqual(before);
});

test("fit(model) neither leaks tensors nor memory over 200 steps", async () => {
  const model = tinyNetwork();
  const rss: number[] = [];
  const tensors: number[] = [];
  const watch = {
    name: "watch",
    onTrainBatchEnd() {
      tensors.push(tf.memory().numTensors);
      rss.push(process.memoryUsage().rss);
    },
  };
  const before = tf.memory().numTensors;
  await fit(model, { train: pictures(250), epochs: 1, callbacks: [watch] });
  expect(new Set(tensors)).toEqual(new Set([before]));
  expect(tf.memory().numTensors).toBe(before);
  const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  expect(mean(rss.slice(-50)) / mean(rss.slice(50, 100))).toBeLessThan(1.05);
});

/** Pictures of which those numbered `bad` of each epoch have one value that is not a number. */
const poisoned = (count: number, ...bad: number[]): Batches => ({
  ...pictures(count),
  async *epoch(epoch, start = 0) {
    for (let i = start; i < count; i++) {
      const batch = stripes((epoch * 3 + i) % 8);
      if (bad.includes(i)) batch.images[100] = Number.NaN;
      yield batch;
    }
  },
});

test('fit(model, { onNonFinite: "skip" }) leaves out what is not finite, says so, and trains as without it', async () => {
  const events: LogEvent[] = [];
  const options = {
    epochs: 1,
    onNonFinite: "skip" as const,
    onLog: (event: LogEvent) => void events.push(event),
  };
  const model = tinyNetwork();
  await fit(model, { ...options, train: poisoned(5, 1, 3) });
  expect(events).toEqual([
    expect.objectContaining({
      kind: "step-skipped",
      step: 1,
      ids: ["stripes-1"],
      where: "the image stripes-1 itself",
    }),
    expect.objectContaining({ kind: "step-skipped", step: 3, ids: ["stripes-3"] }),
  ]);
  const good: Batches = {
    ...pictures(3),
    async *epoch() {
      for (const seed of [0, 2, 4]) yield stripes(seed);
    },
  };
  const other = tinyNetwork();
  await fit(other, { train: good, epochs: 1 });
  expect(weightsOf(model)).toEqual(weightsOf(other));
});

test('fit(model, { onNonFinite: "skip" }) stops after ten steps in a row', async () => {
  const train = poisoned(12, ...Array.from({ length: 12 }, (_, i) => i));
  const error = await fit(tinyNetwork(), { train, epochs: 1, onNonFinite: "skip" }).catch(
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(NonFiniteError);
  expect((error as NonFiniteError).message).toMatch(
    /at step 9, like the 9 steps before \(images stripes-1\)/,
  );
});

test.each(["onnxruntime", "tfjs"] as const)(
  "fit(model) on %s names the first layer that went bad, and the model keeps the weights of before",
  async (engine) => {
    const model = tinyNetwork();
    const layer = model.layers.find(({ name }) =>
      name.startsWith("depthwise"),
    ) as (typeof model.layers)[number];
    const huge = layer.getWeights().map((w) => tf.fill(w.shape, 3e38));
    layer.setWeights(huge);
    const before = tf.memory().numTensors;
    const error = await fit(model, { train: pictures(1), epochs: 1, engine }).catch(
      (error: unknown) => error,
    );
    expect(error).toBeInstanceOf(NonFiniteError);
    expect((error as NonFiniteError).found).toMatchObject({
      step: 0,
      ids: ["stripes-0"],
      where: `layer ${layer.name}`,
    });
    expect(tf.memory().numTensors).toBe(before);
  },
);

test("fit(model, { onLog }) reports a loss that jumps, with its images", async () => {
  const events: LogEvent[] = [];
  const jumping: Loss = {
    name: "jumping",
    compute: (logits, labels) =>
      tf.mul(
        crossEntropyLoss().compute(logits, labels),
        tf.add(1, tf.mul(1e3, tf.cast(tf.equal(tf.max(labels), 3), "float32"))),
      ) as tf.Scalar,
  };
  const train: Batches = {
    ...pictures(30),
    async *epoch() {
      for (let i = 0; i < 30; i++) {
        const batch = stripes(0);
        if (i !== 25)
          for (const [at, id] of batch.labels.entries()) batch.labels[at] = id === 255 ? 2 : Math.min(id, 2);
        else batch.labels.fill(3);
        yield batch;
      }
    },
  };
  await fit(tinyNetwork(), { train, epochs: 1, loss: jumping, onLog: (event) => void events.push(event) });
  expect(events.map(({ kind }) => kind)).toEqual(["loss-spike"]);
  expect(events[0]).toMatchObject({ step: 25, ids: ["stripes-0"] });
});
