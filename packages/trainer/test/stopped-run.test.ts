import {
  adam,
  type Callback,
  earlyStopping,
  exponentialMovingAverage,
  type FitOptions,
  fit,
  gradualUnfreezing,
  type LogEvent,
} from "../src/index.ts";
import { MemoryStore } from "./memory-store.ts";
import { stripeBatches } from "./stripe-batches.ts";
import { tinyNetwork } from "./tiny.ts";

const weightsOf = (model: ReturnType<typeof tinyNetwork>) =>
  Object.fromEntries(model.weights.map((w) => [w.originalName, Array.from(w.read().dataSync())]));

/** Stops after the second epoch: no loss is so much lower than the first. */
const stopping = (patience = 1) =>
  earlyStopping({ monitor: "loss", minDelta: 100, patience, restoreBestWeights: true });

const options = (): FitOptions => ({
  train: stripeBatches(3),
  epochs: 5,
  optimizer: adam({ learningRate: 0.01 }),
  callbacks: [stopping()],
});

test("fit(model, { resume }) of a run that earlyStopping has stopped does nothing, and leaves the same best weights", async () => {
  const store = new MemoryStore();
  const first = tinyNetwork();
  const ended = await fit(first, { ...options(), store });
  expect([ended.stoppedBy, ended.epochs.length, store.states.length]).toEqual(["callback", 2, 2]);
  for (const epochs of [5, 9]) {
    const steps: number[] = [];
    const watch = { name: "watch", onTrainBatchBegin: (step: number) => void steps.push(step) };
    const model = tinyNetwork();
    const callbacks = [stopping(), watch];
    const { stoppedBy, epochs: logs } = await fit(model, {
      ...options(),
      epochs,
      callbacks,
      store,
      resume: true,
    });
    expect({ stoppedBy, logs, steps }).toEqual({ stoppedBy: "callback", logs: ended.epochs, steps: [] });
    expect(weightsOf(model)).toEqual(weightsOf(first));
  }
  expect(store.states).toHaveLength(2);
});

test("fit(model, { resume, change }) goes on with a run that earlyStopping has stopped, and says so", async () => {
  const store = new MemoryStore();
  await fit(tinyNetwork(), { ...options(), store });
  await expect(
    fit(tinyNetwork(), { ...options(), callbacks: [stopping(3)], store, resume: true }),
  ).rejects.toThrow("Expected `callbacks.earlyStopping.patience` to be 1 as in the checkpoint, got 3");

  const events: LogEvent[] = [];
  const model = tinyNetwork();
  const { stoppedBy, epochs } = await fit(model, {
    ...options(),
    callbacks: [stopping(3)],
    store,
    resume: true,
    change: true,
    onLog: (event) => void events.push(event),
  });
  expect([stoppedBy, epochs.length]).toEqual(["callback", 4]);
  expect(events.map((event) => "message" in event && event.message)).toEqual([
    "`callbacks.earlyStopping.patience` is 3 from now on; it was 1 in the checkpoint",
    "The run goes on after epoch 2, where a callback had stopped it",
  ]);
  const straight = tinyNetwork();
  await fit(straight, { ...options(), callbacks: [stopping(3)] });
  expect(weightsOf(model)).toEqual(weightsOf(straight));
});

test("fit(model, { resume }) of a run that has done its epochs goes on with more of them, where no callback stopped it", async () => {
  const store = new MemoryStore();
  const plain = { ...options(), callbacks: [] };
  await fit(tinyNetwork(), { ...plain, epochs: 2, store });
  const same = tinyNetwork();
  const nothing = await fit(same, { ...plain, epochs: 2, store, resume: true });
  expect([nothing.stoppedBy, nothing.epochs.length, store.states.length]).toEqual(["epochs", 2, 2]);
  const { stoppedBy, epochs } = await fit(tinyNetwork(), { ...plain, epochs: 3, store, resume: true });
  expect([stoppedBy, epochs.length]).toEqual(["epochs", 3]);
});

test("fit(model, { resume }) of a run stopped by a callback, then aborted within the epoch, finishes that epoch", async () => {
  const store = new MemoryStore();
  const controller = new AbortController();
  const stopsAfter = (step: number, abort: boolean): Callback => ({
    name: "stops",
    onTrainBatchEnd(batch, _, run) {
      if (batch !== step) return;
      run.stop();
      if (abort) controller.abort();
    },
  });
  const straight = tinyNetwork();
  const whole = await fit(straight, { ...options(), callbacks: [stopsAfter(1, false)] });
  expect([whole.stoppedBy, whole.epochs.length]).toEqual(["callback", 1]);
  const { signal } = controller;
  await fit(tinyNetwork(), { ...options(), callbacks: [stopsAfter(1, true)], store, signal });
  const model = tinyNetwork();
  const resumed = await fit(model, { ...options(), callbacks: [], store, resume: true });
  expect([resumed.stoppedBy, resumed.epochs.length]).toEqual(["callback", 1]);
  expect(weightsOf(model)).toEqual(weightsOf(straight));
});

test("fit(model, { resume }) of a stopped run with averages and unfrozen layers leaves the averages of all layers", async () => {
  const frozen = () => {
    const model = tinyNetwork();
    for (const layer of model.layers) layer.trainable = layer.name === "logits";
    return model;
  };
  const averaged = (): FitOptions => ({
    ...options(),
    optimizer: exponentialMovingAverage(adam({ learningRate: 0.01 }), { decay: 0.9 }),
    callbacks: [
      gradualUnfreezing([{ epoch: 1, layers: /./ }]),
      { name: "stops", onEpochEnd: (epoch, _, run) => (epoch === 2 ? run.stop() : undefined) },
    ],
  });
  const store = new MemoryStore();
  const first = frozen();
  await fit(first, { ...averaged(), store });
  const second = frozen();
  const { stoppedBy } = await fit(second, { ...averaged(), store, resume: true });
  expect(stoppedBy).toBe("callback");
  expect(weightsOf(second)).toEqual(weightsOf(first));
});
