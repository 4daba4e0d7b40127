import { existsSync } from "node:fs";
import { join } from "node:path";
import { loadLayersModel } from "@faceseg/model-files/node";
import * as tf from "@tensorflow/tfjs-core";
import { modelCheckpoint } from "../src/callbacks/model-checkpoint.ts";
import { epochs, type FakeRun, fakeRun, throughCheckpoint } from "./fake-run.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = temporaryFolder();

/** Trained weights say which epoch they are from; they reach the model at a sync only. */
function training() {
  let trained = -1;
  const run: FakeRun = fakeRun({
    async syncWeights() {
      tf.tidy(() => run.model.setWeights([tf.tensor([[trained]])]));
    },
  });
  const train = (epoch: number) => {
    trained = epoch;
  };
  return { run, train };
}

const savedEpoch = async (path: string) => (await loadLayersModel(path)).weights[0]?.read().dataSync()[0];

test("modelCheckpoint({ folder }) saves every epoch's weights", async () => {
  const path = join(folder(), "model");
  const { run, train } = training();
  await epochs(modelCheckpoint({ folder: path }), run, [{}, {}, {}], train);
  expect(await savedEpoch(path)).toBe(2);
});

test.each([
  ["val_loss", [3, 1, 2, 1], 1],
  ["val_mean_iou", [0.3, 0.1, 0.4, 0.2], 2],
  ["val_loss", [Number.NaN, 3, Number.NaN, 4], 1],
  ["val_mean_iou", [Number.NaN, Number.NaN, 0.1, 0.2, Number.NaN], 3],
])(
  "modelCheckpoint({ saveBestOnly, monitor: %j }) keeps the best epoch of %j",
  async (monitor, values, best) => {
    const path = join(folder(), "model");
    const { run, train } = training();
    const logs = values.map((value) => ({ [monitor]: value }));
    await epochs(modelCheckpoint({ folder: path, monitor, saveBestOnly: true }), run, logs, train);
    expect(await savedEpoch(path)).toBe(best);
  },
);

test("modelCheckpoint({ saveBestOnly }) remembers the best when the run is split after any epoch", async () => {
  const values = [4, 2, 3, 1, 5].map((val_loss) => ({ val_loss }));
  for (let split = 1; split < values.length; split += 1) {
    const path = join(folder(), String(split));
    const first = modelCheckpoint({ folder: path, saveBestOnly: true });
    const before = training();
    await epochs(first, before.run, values.slice(0, split), before.train);
    const second = modelCheckpoint({ folder: path, saveBestOnly: true });
    const after = training();
    second.onTrainBegin?.(after.run);
    second.setState?.(throughCheckpoint(first));
    await epochs(second, after.run, values, after.train, split);
    expect(await savedEpoch(path)).toBe(3);
  }
});

test("modelCheckpoint({ saveBestOnly }) never saves an epoch without a number", async () => {
  const path = join(folder(), "model");
  const { run, train } = training();
  await epochs(modelCheckpoint({ folder: path, saveBestOnly: true }), run, [{ val_loss: Number.NaN }], train);
  expect(existsSync(path)).toBe(false);
});

test("modelCheckpoint({ saveBestOnly }) begins anew where its folder has no model, or the monitor is another", async () => {
  const path = join(folder(), "model");
  const first = modelCheckpoint({ folder: path, saveBestOnly: true });
  const before = training();
  await epochs(first, before.run, [{ val_loss: 1 }], before.train);
  const state = throughCheckpoint(first);

  const elsewhere = join(folder(), "other");
  const second = modelCheckpoint({ folder: elsewhere, saveBestOnly: true });
  second.setState?.(state);
  const after = training();
  await epochs(second, after.run, [{}, { val_loss: 2 }], after.train, 1);
  expect(await savedEpoch(elsewhere)).toBe(1);

  const third = modelCheckpoint({ folder: path, saveBestOnly: true, monitor: "val_mean_iou" });
  third.setState?.(state);
  const last = training();
  await epochs(third, last.run, [{}, {}, { val_mean_iou: 0.5 }], last.train, 2);
  expect(await savedEpoch(path)).toBe(2);
});

test("modelCheckpoint({ folder }) with a placeholder throws", () => {
  expect(() => modelCheckpoint({ folder: "runs/{epoch}" })).toThrow(
    'Expected `folder` to be a path without placeholders, got "runs/{epoch}"',
  );
});

test("modelCheckpoint({ saveBestOnly }) throws when the logs lack the monitor", async () => {
  const callback = modelCheckpoint({ folder: folder(), saveBestOnly: true });
  await expect(callback.onEpochEnd?.(0, { loss: 1 }, fakeRun())).rejects.toThrow(
    'Expected `monitor` of modelCheckpoint to be a key of the logs, got "val_loss"; the logs have loss',
  );
});
