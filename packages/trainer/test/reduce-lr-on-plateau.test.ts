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

/** Keras keeps a first NaN as the best value forever; the traces that begin so are not compared. */
const traces = golden.reduce_lr_on_plateau.filter(({ values }) => values[0] !== null);

test.each(traces.map((trace, index) => ({ index, trace })))(
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
  for (const trace of traces) {
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

test("reduceLrOnPlateau(options) takes NaN for an epoch without improvement, and any number for better", () => {
  const callback = reduceLrOnPlateau({ patience: 2, factor: 0.5 });
  const run = fakeRun({ learningRate: 1 });
  callback.onTrainBegin?.(run);
  const rates = [Number.NaN, 5, Number.NaN, 4, Number.NaN, Number.NaN, 3].map((val_loss, epoch) => {
    callback.onEpochEnd?.(epoch, { val_loss }, run);
    return run.learningRate;
  });
  expect(rates).toEqual([1, 1, 1, 1, 1, 0.5, 0.5]);
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
