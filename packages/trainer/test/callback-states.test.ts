import { mkdir, rename } from "node:fs/promises";
import { join } from "node:path";
import type { Batches } from "@faceseg/image";
import { loadLayersModel } from "@faceseg/model-files/node";
import {
  adam,
  type Callback,
  type CallbackState,
  earlyStopping,
  type FitOptions,
  fit,
  type LogEvent,
  progressLogger,
} from "../src/index.ts";
import { pairStates } from "../src/loop/pair-states.ts";
import { csvLogger, modelCheckpoint } from "../src/node.ts";
import { MemoryStore } from "./memory-store.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { stripes, tinyNetwork } from "./tiny.ts";

const folder = temporaryFolder();

const train: Batches = {
  length: 2,
  batchSize: 1,
  size: { width: 16, height: 16 },
  async *epoch(_, start = 0) {
    for (let i = start; i < 2; i++) yield stripes(i);
  },
};

const options = (callbacks: readonly Callback[], epochs: number, store: MemoryStore): FitOptions => ({
  train,
  epochs,
  optimizer: adam({ learningRate: 0.005 }),
  callbacks,
  store,
});

/** Resumes, and returns the messages about states that are left over. */
async function resume(callbacks: readonly Callback[], epochs: number, store: MemoryStore) {
  const events: LogEvent[] = [];
  const onLog = (event: LogEvent) => void events.push(event);
  await fit(tinyNetwork(), { ...options(callbacks, epochs, store), resume: true, onLog });
  return events.map((event) => (event.kind === "leftover-state" ? event.message : event.kind));
}

/** Logs this value as `val_score` in every epoch. */
const score = (value: number): Callback => ({
  name: "score",
  onEpochEnd: (_, logs) => void Object.assign(logs, { val_score: value }),
});
const best = (path: string) =>
  modelCheckpoint({ folder: path, monitor: "val_score", mode: "max", saveBestOnly: true });

const kernelOf = async (path: string) => {
  const model = await loadLayersModel(path);
  return Array.from(model.getLayer("logits").getWeights()[0]?.dataSync() ?? []);
};

test("a modelCheckpoint keeps its best value when callbacks are added, removed or moved before it", async () => {
  const path = join(folder(), "best");
  const store = new MemoryStore();
  const log = () => csvLogger(join(folder(), "log.csv"));
  const quiet = () => progressLogger({ write: () => {} });
  await fit(tinyNetwork(), options([score(0.9), best(path), log()], 1, store));
  const kept = await kernelOf(path);
  expect(await resume([quiet(), score(0.1), log(), best(path)], 2, store)).toEqual([]);
  expect(await kernelOf(path)).toEqual(kept);
  expect(await resume([score(0.2), best(path)], 3, store)).toEqual([
    `The checkpoint has a state of csvLogger ${JSON.stringify(log().key)}, which no callback takes`,
  ]);
  expect(await kernelOf(path)).toEqual(kept);
  expect(await resume([score(0.95), best(path), log()], 4, store)).toEqual([
    `csvLogger ${JSON.stringify(log().key)} has no state in the checkpoint and begins anew`,
  ]);
  expect(await kernelOf(path)).not.toEqual(kept);
});

test("a modelCheckpoint keeps its best value when the folder of the run is moved, not in a folder of another name", async () => {
  const [old, moved] = [join(folder(), "old"), join(folder(), "moved")];
  const store = new MemoryStore();
  await mkdir(old);
  await fit(tinyNetwork(), options([score(0.9), best(join(old, "best"))], 1, store));
  await rename(old, moved);
  const kept = await kernelOf(join(moved, "best"));
  const { states } = store;
  expect(await resume([score(0.1), best(join(moved, "best"))], 2, store)).toEqual([]);
  expect(await kernelOf(join(moved, "best"))).toEqual(kept);

  store.states = states.slice(0, 1);
  const other = best(join(moved, "other"));
  const named = (key: string | undefined) => `modelCheckpoint ${JSON.stringify(key)}`;
  expect(await resume([score(0.1), other], 2, store)).toEqual([
    `${named(other.key)} has no state in the checkpoint and begins anew`,
    `The checkpoint has a state of ${named(best(join(old, "best")).key)}, which no callback takes`,
  ]);
  expect(await kernelOf(join(moved, "other"))).toHaveLength(kept.length);
});

test("callbacks of one name find their states by key, and those of one key in their order", async () => {
  const remembering = (name: string, memory: string, key?: string) => {
    const restored: CallbackState[] = [];
    const callback: Callback = {
      name,
      ...(key !== undefined && { key }),
      getState: () => ({
        values: memory,
        tensors: { one: { shape: [1], data: Float32Array.of(memory.length) } },
      }),
      setState: (state) => void restored.push(state),
    };
    return {
      callback,
      found: () => restored.map(({ values, tensors }) => [values, tensors?.["one"]?.data[0]]),
    };
  };
  const store = new MemoryStore();
  const made = () => [
    remembering("a", "first"),
    remembering("a", "second!"),
    remembering("a", "keyed", "callback/0/"),
    remembering("b", "b's"),
  ];
  await fit(
    tinyNetwork(),
    options(
      made().map(({ callback }) => callback),
      1,
      store,
    ),
  );
  const [first, second, keyed, b] = made() as [
    ReturnType<typeof remembering>,
    ReturnType<typeof remembering>,
    ReturnType<typeof remembering>,
    ReturnType<typeof remembering>,
  ];
  const order = [b, keyed, first, second].map(({ callback }) => callback);
  expect(await resume(order, 1, store)).toEqual([]);
  expect([first, second, keyed, b].map(({ found }) => found())).toEqual([
    [["first", 5]],
    [["second!", 7]],
    [["keyed", 5]],
    [["b's", 3]],
  ]);
});

test("two earlyStoppings keep their own best values, whatever their order", async () => {
  const store = new MemoryStore();
  const watched = ["loss", "accuracy"].map((monitor) => earlyStopping({ monitor, patience: 5 }));
  await fit(tinyNetwork(), options(watched, 1, store));
  const again = watched.map(({ key = "" }) => earlyStopping({ monitor: key, patience: 5 })).reverse();
  expect(await resume(again, 1, store)).toEqual([]);
  const saved = watched.map((callback) => callback.getState?.().values);
  expect(again.reverse().map((callback) => callback.getState?.().values)).toEqual(saved);
});

const state = (name: string, key?: string) => ({ name, ...(key !== undefined && { key }), values: null });

test("pairStates(callbacks, states) takes the most alike path, none where two are equally alike", () => {
  const keysOf = (keys: string[], states: string[]) => {
    const callbacks = keys.map((key) => ({ name: "c", key }));
    const pairs = pairStates(callbacks, [state("other", keys[0]), ...states.map((key) => state("c", key))]);
    return callbacks.map((callback) => pairs.get(callback)?.key);
  };
  expect(keysOf(["new/loss/m", "new/iou/m"], ["old/iou/m", "old/loss/m"])).toEqual([
    "old/loss/m",
    "old/iou/m",
  ]);
  expect(keysOf(["x/m"], ["a/m", "b/m"])).toEqual([undefined]);
  expect(keysOf(["a/m", "x/m"], ["a/m", "b/m"])).toEqual(["a/m", "b/m"]);
  expect(keysOf(["x\\y\\m"], ["z/y/m", "z/m"])).toEqual(["z/y/m"]);
  expect(keysOf(["x/m"], ["x/n", "m/x"])).toEqual([undefined]);
});
