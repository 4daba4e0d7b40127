import type { Batches } from "@faceseg/image";
import type { RunState } from "../src/checkpoint/run-store.ts";
import {
  adam,
  ChangedSettingsError,
  clipGradients,
  constantSchedule,
  crossEntropyLoss,
  diceLoss,
  exponentialMovingAverage,
  type FitOptions,
  fit,
  type LogEvent,
  learningRateScheduler,
  sgd,
} from "../src/index.ts";
import { MemoryStore } from "./memory-store.ts";
import { stripeBatches } from "./stripe-batches.ts";
import { tinyNetwork } from "./tiny.ts";

const weightsOf = (model: ReturnType<typeof tinyNetwork>) =>
  model.getWeights().map((w) => Array.from(w.dataSync()));

const settings = { seed: 1, data: "LaPa" };
const first = (): FitOptions => ({
  train: stripeBatches(3),
  epochs: 1,
  optimizer: adam({ learningRate: 0.003 }),
  settings,
});

/** A store with the state that a run with these options leaves. */
async function storeAfter(options: FitOptions = first()): Promise<MemoryStore> {
  const store = new MemoryStore();
  await fit(tinyNetwork(), { ...options, store });
  return store;
}

/** Resumes for a second epoch. */
async function resume(store: MemoryStore, options: Partial<FitOptions>) {
  const events: LogEvent[] = [];
  const rates: number[] = [];
  const watch = {
    name: "watch",
    onTrainBatchBegin: (_: number, run: { learningRate: number }) => void rates.push(run.learningRate),
  };
  const model = tinyNetwork();
  const { callbacks = [], ...others } = options;
  const history = await fit(model, {
    ...first(),
    epochs: 2,
    ...others,
    callbacks: [...callbacks, watch],
    store,
    resume: true,
    onLog: (event) => void events.push(event),
  });
  return { history, events, rates, weights: weightsOf(model) };
}

test("fit(model, { resume }) refuses other settings before any callback is called, and lists each with both values", async () => {
  const store = await storeAfter();
  const begun: string[] = [];
  const callback = { name: "begun", onTrainBegin: () => void begun.push("begun") };
  const error = await resume(store, {
    optimizer: adam({ learningRate: 0.01 }),
    loss: crossEntropyLoss({ labelSmoothing: 0.1 }),
    train: { ...stripeBatches(4), batchSize: 2, size: { width: 32, height: 16 } },
    accumulate: 2,
    statistics: "momentum",
    settings: { seed: 2, data: "LaPa" },
    callbacks: [callback],
  }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ChangedSettingsError);
  expect((error as Error).message).toBe(
    "Expected `loss.labelSmoothing` to be 0 as in the checkpoint, got 0.1; `optimizer.learningRate` to be 0.003, got 0.01; " +
      '`accumulate` to be 1, got 2; `statistics` to be "warm-up", got "momentum"; `train.length` to be 3, got 4; ' +
      "`train.batchSize` to be 1, got 2; `train.size.width` to be 16, got 32; `seed` to be 1, got 2; " +
      "resume with the settings of the checkpoint, or with `change: true` to go on with these",
  );
  expect(begun).toEqual([]);
  expect(store.states).toHaveLength(1);
});

test.each<[string, Partial<FitOptions>, string]>([
  [
    "another loss",
    { loss: diceLoss() },
    '`loss.name` to be "cross_entropy" as in the checkpoint, got "dice"',
  ],
  ["another optimizer", { optimizer: sgd({ learningRate: 0.003 }) }, '`optimizer.name` to be "adam"'],
  [
    "a wrapped optimizer",
    { optimizer: clipGradients(adam({ learningRate: 0.003 }), { value: 1 }) },
    '`optimizer.wrappers` to be none as in the checkpoint, got [{"name":"clipGradients","value":1}]',
  ],
  ["validation", { validation: stripeBatches(1) }, "`validation` to be none as in the checkpoint, got {"],
  [
    "a schedule",
    { callbacks: [learningRateScheduler(constantSchedule(1))] },
    '`callbacks.learningRateScheduler` to be none as in the checkpoint, got {"schedule":{"name":"constantSchedule","rate":1}}',
  ],
  ["a setting less", { settings: { seed: 1 } }, '`data` to be "LaPa" as in the checkpoint, got none'],
])("fit(model, { resume }) refuses %s", async (_, options, message) => {
  await expect(resume(await storeAfter(), options)).rejects.toThrow(message);
});

test("fit(model, { resume }) takes more epochs, and callbacks without config, as if they were no change", async () => {
  const { history, events } = await resume(await storeAfter(), { epochs: 3 });
  expect([history.epochs.length, events]).toEqual([3, []]);
});

test("fit(model, { resume, change }) takes the new settings, tells each change once, and saves them", async () => {
  const store = await storeAfter();
  const optimizer = adam({ learningRate: 0.01 });
  const { events, rates } = await resume(store, {
    optimizer,
    settings: { seed: 2, data: "LaPa" },
    change: true,
  });
  expect(events).toEqual([
    {
      kind: "settings-changed",
      message: "`optimizer.learningRate` is 0.01 from now on; it was 0.003 in the checkpoint",
    },
    { kind: "settings-changed", message: "`seed` is 2 from now on; it was 1 in the checkpoint" },
  ]);
  expect(rates).toEqual([0.01, 0.01, 0.01]);
  const again = await resume(store, { optimizer, settings: { seed: 2, data: "LaPa" }, epochs: 3 });
  expect(again.events).toEqual([]);
  await expect(resume(store, { epochs: 4 })).rejects.toThrow("`seed` to be 2, got 1");
});

test("fit(model, { resume, change }) without a change goes on to the bit, with a rate that callbacks had set", async () => {
  const callbacks = [
    {
      name: "halve",
      onEpochEnd(_: number, __: object, run: { learningRate: number }) {
        run.learningRate /= 2;
      },
    },
  ];
  const whole = tinyNetwork();
  await fit(whole, { ...first(), epochs: 2, callbacks });
  const store = await storeAfter({ ...first(), callbacks });
  const { weights, rates } = await resume(store, { callbacks, change: true });
  expect(weights).toEqual(weightsOf(whole));
  expect(rates).toEqual([0.0015, 0.0015, 0.0015]);
});

test("fit(model, { resume, change }) with another optimizer starts its vectors and its count of updates", async () => {
  const optimizer = exponentialMovingAverage(adam({ learningRate: 0.01 }), { decay: 0.5 });
  const trained = tinyNetwork();
  const store = new MemoryStore();
  const before = { ...first(), optimizer: sgd({ learningRate: 0.1 }), epochs: 2 };
  await fit(trained, { ...before, store });
  const { weights } = await resume(store, { optimizer, epochs: 3, change: true });
  // The same as a run of its own from the weights so far, on the batches of the third epoch.
  const third: Batches = { ...stripeBatches(3), epoch: (epoch) => stripeBatches(3).epoch(epoch + 2) };
  await fit(trained, { ...first(), train: third, optimizer });
  expect(weights).toEqual(weightsOf(trained));
  expect(store.states.at(-1)?.values).toMatchObject({
    updates: 3,
    settings: { optimizer: { name: "adam" } },
  });
  await expect(resume(store, { optimizer: sgd({ learningRate: 0.1 }), epochs: 4 })).rejects.toThrow(
    "`optimizer.name`",
  );
});

test("fit(model, { resume }) from a checkpoint without settings goes on as it did, whatever they are", async () => {
  const store = await storeAfter();
  const old = store.states.at(-1) as RunState;
  const {
    settings: _,
    updates: __,
    stopped: ___,
    ...values
  } = old.values as unknown as Record<string, unknown>;
  store.states = [
    { ...old, values: { ...values, skipped: 0, callbacks: { "0-modelCheckpoint": {} } } as never },
  ];
  const { weights, events } = await resume(store, {});
  const whole = tinyNetwork();
  await fit(whole, { ...first(), epochs: 2 });
  expect(weights).toEqual(weightsOf(whole));
  expect(events).toEqual([]);
});

test("fit(model, { resume }) compares the taxonomies of batches that say theirs", async () => {
  const of = (name: string, ...classes: string[]): Batches => ({
    ...stripeBatches(3),
    taxonomy: {
      name,
      classes: classes.map((one, id) => ({ id, name: one, color: [id, 0, 0] })),
      mirrorPairs: [],
      ignoreId: 255,
    },
  });
  const mine = of("mine", "background", "skin", "hair", "hat");
  const store = await storeAfter({ ...first(), train: mine });
  await expect(resume(store, { train: of("mine", "background", "hair", "skin", "hat") })).rejects.toThrow(
    '`taxonomy.classes` to be ["background","skin","hair","hat"] as in the checkpoint, got ["background","hair","skin","hat"]',
  );
  await expect(resume(store, { train: of("other", "background", "skin", "hair", "hat") })).rejects.toThrow(
    '`taxonomy.name` to be "mine" as in the checkpoint, got "other"',
  );
  expect((await resume(store, { train: stripeBatches(3) })).events).toEqual([]);
  expect((await resume(await storeAfter(), { train: mine })).events).toEqual([]);
});

test("fit(model, { resume }) compares losses and optimizers of your own by their names", async () => {
  const own = (name: string) => ({
    loss: { name, compute: crossEntropyLoss().compute },
    optimizer: { ...sgd(), name: "mine", config: { decay: 1 } },
  });
  const store = await storeAfter({ ...first(), ...own("a") });
  expect((await resume(store, own("a"))).history.epochs).toHaveLength(2);
  await expect(resume(store, own("b"))).rejects.toThrow(
    '`loss.name` to be "a" as in the checkpoint, got "b"',
  );
});
