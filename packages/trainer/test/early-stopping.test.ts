import * as tf from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { earlyStopping } from "../src/callbacks/early-stopping.ts";
import { epochs, fakeRun, oneWeight, throughCheckpoint } from "./fake-run.ts";
import { golden, orNaN } from "./keras-golden.ts";

type Trace = (typeof golden.early_stopping)[number];

function create({ options }: Trace) {
  const { patience, min_delta, baseline, start_from_epoch, restore_best_weights, mode } = options;
  return earlyStopping({
    monitor: "val_score",
    patience,
    minDelta: min_delta,
    ...(baseline !== null && { baseline }),
    startFromEpoch: start_from_epoch,
    restoreBestWeights: restore_best_weights,
    mode,
  });
}

const weightOf = (model: LayersModel) => model.weights[0]?.read().dataSync()[0];

function setWeight(model: LayersModel, value: number): void {
  tf.tidy(() => model.setWeights([tf.tensor([[value]])]));
}

const logsOf = ({ values }: Trace) => values.map((value) => ({ val_score: orNaN(value) }));

/** Keras keeps a first NaN as the best value forever; the traces that begin so are not compared. */
const traces = golden.early_stopping.filter(
  ({ values, options }) => values[options.start_from_epoch] !== null,
);

test.each(traces.map((trace, index) => ({ index, trace })))(
  "earlyStopping(options) stops where Keras does, with the same epoch's weights, trace $index",
  async ({ trace }) => {
    const run = fakeRun();
    const callback = create(trace);
    await callback.onTrainBegin?.(run);
    const last = await epochs(callback, run, logsOf(trace), (epoch) => setWeight(run.model, epoch));
    await callback.onTrainEnd?.(run);
    expect({ stopped: run.stopped, last_epoch: last, weights_from: weightOf(run.model) }).toEqual({
      stopped: trace.stopped,
      last_epoch: trace.last_epoch,
      weights_from: trace.weights_from,
    });
    run.model.dispose();
  },
);

test("earlyStopping(options) decides the same when the run is split after any epoch", async () => {
  for (const trace of traces) {
    for (let split = 0; split < trace.last_epoch; split += 1) {
      const first = create(trace);
      const before = fakeRun();
      await first.onTrainBegin?.(before);
      await epochs(first, before, logsOf(trace).slice(0, split + 1), (epoch) =>
        setWeight(before.model, epoch),
      );
      const state = throughCheckpoint(first);
      before.model.dispose();

      const second = create(trace);
      const after = fakeRun();
      await second.onTrainBegin?.(after);
      second.setState?.(state);
      const last = await epochs(
        second,
        after,
        logsOf(trace),
        (epoch) => setWeight(after.model, epoch),
        split + 1,
      );
      await second.onTrainEnd?.(after);
      expect([last, weightOf(after.model)]).toEqual([trace.last_epoch, trace.weights_from]);
      after.model.dispose();
    }
  }
});

test("earlyStopping({ restoreBestWeights }) syncs the weights of improved epochs only", async () => {
  const run = fakeRun();
  const callback = earlyStopping({ patience: 5, restoreBestWeights: true });
  await epochs(callback, run, [{ val_loss: 2 }, { val_loss: 3 }, { val_loss: 1 }]);
  expect(run.syncs).toBe(2);
});

test("earlyStopping({ restoreBestWeights }) leaves no tensors behind", async () => {
  const run = fakeRun();
  const callback = earlyStopping({ patience: 5, restoreBestWeights: true });
  const before = tf.memory();
  await epochs(callback, run, [{ val_loss: 2 }, { val_loss: 1 }, { val_loss: 3 }]);
  await callback.onTrainEnd?.(run);
  const { numTensors, numDataBuffers } = tf.memory();
  expect({ numTensors, numDataBuffers }).toEqual({
    numTensors: before.numTensors,
    numDataBuffers: before.numDataBuffers,
  });
  expect(weightOf(run.model)).toBe(0);
});

test("earlyStopping({ restoreBestWeights }) refuses another model's weights", async () => {
  const callback = earlyStopping({ restoreBestWeights: true });
  callback.setState?.({
    values: { best: "1", wait: 0 },
    tensors: { "only/kernel": { shape: [2], data: new Float32Array(2) } },
  });
  expect(() => callback.onTrainEnd?.(fakeRun({ model: oneWeight(0) }))).toThrow(
    'Expected the best weights of earlyStopping to have "only/kernel" of shape [1,1], found [2]; ' +
      "resume with the model that the run was started with",
  );
});

test("earlyStopping({ monitor }) with mode auto minimises losses and maximises scores", async () => {
  for (const [monitor, values] of [
    ["val_loss", [3, 2, 2.5]],
    ["val_accuracy", [1, 2, 1.5]],
    ["val_mean_iou", [1, 2, 1.5]],
    ["val_mean_f1", [1, 2, 1.5]],
  ] as const) {
    const run = fakeRun();
    const logs = values.map((value) => ({ [monitor]: value }));
    expect([monitor, await epochs(earlyStopping({ monitor }), run, logs), run.stopped]).toEqual([
      monitor,
      2,
      true,
    ]);
  }
});

test("earlyStopping({ monitor }) that the logs lack throws with the logs' keys", async () => {
  await expect(earlyStopping({ monitor: "loss" }).onEpochEnd?.(0, { seconds: 3 }, fakeRun())).rejects.toThrow(
    'Expected `monitor` of earlyStopping to be a key of the logs, got "loss"; the logs have seconds',
  );
});

test("earlyStopping(options) takes NaN for an epoch without improvement, and any number for better", async () => {
  const run = fakeRun();
  const callback = earlyStopping({ monitor: "val_loss", patience: 3, restoreBestWeights: true });
  const values = [Number.NaN, 5, Number.NaN, 4, Number.NaN, 6, Number.NaN, 1];
  const logs = values.map((val_loss) => ({ val_loss }));
  expect(await epochs(callback, run, logs, (epoch) => setWeight(run.model, epoch))).toBe(6);
  await callback.onTrainEnd?.(run);
  expect([run.stopped, weightOf(run.model)]).toEqual([true, 3]);

  const never = fakeRun();
  const allNaN = Array.from({ length: 4 }, () => ({ val_loss: Number.NaN }));
  expect(await epochs(earlyStopping({ patience: 2 }), never, allNaN)).toBe(1);
});

test("earlyStopping(options) restored with a best value of NaN takes the next number for better", async () => {
  const run = fakeRun();
  const callback = earlyStopping({ patience: 1 });
  callback.setState?.({ values: { best: "NaN", wait: 0 } });
  expect(await epochs(callback, run, [{ val_loss: 3 }, { val_loss: 2 }, { val_loss: 2 }])).toBe(2);
});
