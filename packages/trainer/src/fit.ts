import type { ChosenEngine } from "@faceseg/engine";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { FitOptions } from "./loop/fit-options.ts";
import { notifier } from "./loop/notify.ts";
import { Training } from "./loop/training.ts";
import type { Logs } from "./step/logs.ts";

/** What `fit` did. */
export interface History {
  /** The logs of each epoch. */
  readonly epochs: readonly Logs[];
  /** Whether all epochs were done, a callback stopped the training, or `signal` was aborted. */
  readonly stoppedBy: "epochs" | "callback" | "signal";
  /** The engine that ran the steps, and why it was chosen. */
  readonly engine: ChosenEngine;
}

/**
 * Trains a segmentation network in place.
 *
 * @param model Has a layer `logits`, [batch, height, width, classes]; a softmax may follow. With one channel, of which a
 *   sigmoid may follow, it tells class 1 from the background, class 0.
 * @returns The logs of all epochs: `loss`, `accuracy`, `mean_iou` (without background), the same with the prefix `val_`,
 *   `learning_rate` and `seconds`.
 * @throws {RangeError} where an option is not legal.
 * @throws {NonFiniteError} where the loss or a gradient is not finite; it names the images and the first layer.
 * @throws {MemoryLimitError} where a batch does not fit into memory; it names one that does.
 * @throws {ChangedSettingsError} where a run resumes with other settings than those it was saved with; it names them.
 * @throws {Error} where training batches differ in size, or there is a store and two weights have the same name.
 * @example
 * await fit(buildUnet({ inputShape: [128, 128, 3], numClasses: 11 }), { train, validation, epochs: 10 });
 */
export async function fit(model: LayersModel, options: FitOptions): Promise<History> {
  const { train, callbacks = [], signal, resume = false } = options;
  const training = await Training.prepare(model, options);
  const notify = notifier(callbacks, training);
  try {
    await training.lock();
    if (resume) await training.load();
    await notify("onTrainBegin");
    if (resume) await training.resume();
    while (training.continues) {
      const { epoch } = training.progress;
      const start = performance.now();
      await notify("onEpochBegin", epoch);
      await training.followTrainableLayers();
      for await (const batch of train.epoch(epoch, training.progress.step)) {
        const { step } = training.progress;
        await notify("onTrainBatchBegin", training.stepOfRun);
        await training.step(batch);
        await notify("onTrainBatchEnd", step, training.progress.scores.logs());
        if (signal?.aborted) break;
      }
      const validated = await training.validate();
      if (signal?.aborted) break;
      const seconds = (performance.now() - start) / 1000;
      const scores = { ...training.progress.scores.logs(), ...validated };
      const logs = { ...scores, learning_rate: training.learningRate, seconds };
      await notify("onEpochEnd", epoch, logs);
      training.endEpoch(logs);
      await training.save();
    }
    if (signal?.aborted) await training.save();
    await training.syncWeights();
    await notify("onTrainEnd");
  } finally {
    await training.dispose();
  }
  return { epochs: training.progress.history, stoppedBy: training.stoppedBy, engine: training.chosen };
}
