import { reduceLrOnPlateau } from "../src/callbacks/reduce-lr-on-plateau.ts";
import { fakeRun, throughCheckpoint } from "./fake-run.ts";
import { golden, orNaN } from "./keras-golden.ts";

function create({ options }: (typeof golden.reduce_lr_on_plateau)[number]) {
  const { factor, patience, min_delta, cooldown, min_lr, mode } = options;
  return reduceLrOnPlateau({
    monitor: "val_score",
    factor,
    patience,
    minDelta: min_delta,
    cooldown,
    minLr: min_lr,
    mode,
  });
}

test.each(golden.reduce_lr_on_plateau.map((trace, index) => ({ index, trace })))(
  "reduceLrOnPlateau(options) gives Keras's learning rates, trace $index",
  async ({ trace }) => {
    const run = fakeRun({ learningRate: Math.fround(trace.rate) });
    const callback = create(trace);
    callback.onTrainBegin?.(run);
    const rates: number[] = [];
    for (const [epoch, value] of trace.values.entries()) {
      await callback.onEpochEnd?.(epoch, { val_score: orNaN(value) }, run);
      rates.push(run.learningRate);
    }
    expect(rates).toEqual(trace.rates);
  },
);

test("reduceLrOnPlateau(options) decides the same when the run is split after any epoch", async () => {
  for (const trace of golden.reduce_lr_on_plateau) {
    const run = fakeRun({ learningRate: trace.rate });
    let callback = create(trace);
    callback.onTrainBegin?.(run);
    for (const [epoch, value] of trace.values.entries()) {
      await callback.onEpochEnd?.(epoch, { val_score: orNaN(value) }, run);
      const state = throughCheckpoint(callback);
      callback = create(trace);
      callback.onTrainBegin?.(run);
      callback.setState?.(state);
      expect(Math.fround(run.learningRate)).toBe(trace.rates[epoch]);
    }
  }
});

test("reduceLrOnPlateau(options) starts anew in a second training", () => {
  const callback = reduceLrOnPlateau({ patience: 2 });
  const run = fakeRun();
  callback.onTrainBegin?.(run);
  callback.onEpochEnd?.(0, { val_loss: 1 }, run);
  callback.onEpochEnd?.(1, { val_loss: 2 }, run);
  callback.onTrainBegin?.(run);
  callback.onEpochEnd?.(0, { val_loss: 3 }, run);
  callback.onEpochEnd?.(1, { val_loss: 3 }, run);
  expect(run.learningRate).toBe(1e-3);
  callback.onEpochEnd?.(2, { val_loss: 3 }, run);
  expect(run.learningRate).toBeCloseTo(1e-4, 10);
});

test("reduceLrOnPlateau({ monitor }) that the logs lack throws with the logs' keys", () => {
  const callback = reduceLrOnPlateau();
  expect(() => callback.onEpochEnd?.(0, { loss: 1, accuracy: 0.5 }, fakeRun())).toThrow(
    'Expected `monitor` of reduceLrOnPlateau to be a key of the logs, got "val_loss"; the logs have loss, accuracy; ' +
      "`val_` values need validation data",
  );
});

test.each([
  [{ factor: 1 }, "`factor` to be a number above 0 and below 1, got 1"],
  [{ factor: 0 }, "`factor` to be a number above 0 and below 1, got 0"],
  [{ patience: 1.5 }, "`patience` to be a whole number of epochs of at least 0, got 1.5; the nearest is 2"],
  [{ cooldown: -1 }, "`cooldown` to be a whole number of epochs of at least 0, got -1; the nearest is 0"],
  [{ monitor: "val_score" }, '`mode` of reduceLrOnPlateau to be "min" or "max" for "val_score"'],
  [{ mode: "up" as never }, '`mode` to be one of "auto", "min", "max", got "up"'],
])("reduceLrOnPlateau(%j) throws", (options, message) => {
  expect(() => reduceLrOnPlateau(options)).toThrow(message);
});
