import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { Batches } from "./batches.ts";
import type { Callback, Logs, Run } from "./callbacks/callback.ts";
import { Resumption } from "./checkpoint/resumption.ts";
import type { RunStore } from "./checkpoint/run-store.ts";
import { type LogEvent, LossWatch } from "./diagnose/loss-watch.ts";
import { refuseUnfitting } from "./diagnose/memory-limit.ts";
import { findNonFinite, NonFiniteError } from "./diagnose/non-finite.ts";
import { chooseEngine } from "./engines/choose.ts";
import type { TrainingEngine } from "./engines/engine.ts";
import type { ChosenEngine, EngineOptions } from "./engines/engine-options.ts";
import { crossEntropy } from "./losses/cross-entropy.ts";
import type { Loss } from "./losses/loss.ts";
import { accumulate } from "./optimizers/accumulate.ts";
import { adam } from "./optimizers/adam.ts";
import type { Optimizer } from "./optimizers/optimizer.ts";
import { EpochScores } from "./step/epoch-scores.ts";
import { type TrainingPlan, trainingPlan } from "./step/training-step.ts";
import { validate } from "./step/validate.ts";
import { requireOwnNames } from "./step/weight-names.ts";
import { writeWeights } from "./step/write-weights.ts";

/** Options of `fit`. */
export interface FitOptions extends EngineOptions {
  readonly train: Batches;
  /** Scored after each epoch, as `val_loss`, `val_accuracy` and `val_mean_iou`. */
  readonly validation?: Batches;
  readonly epochs: number;
  /** @default crossEntropy() */
  readonly loss?: Loss;
  /** @default adam() */
  readonly optimizer?: Optimizer;
  /** Batches whose gradients are averaged for one update of the weights; a batch remains a step. @default 1 */
  readonly accumulate?: number;
  readonly callbacks?: readonly Callback[];
  /**
   * A step whose loss or gradient is not finite changes nothing and stops the training, or is left out; ten in a row
   * stop it in any case.
   * @default "throw"
   */
  readonly onNonFinite?: "throw" | "skip";
  /** Hears of what is no error and should be known: losses that jump, steps left out, checkpoints found damaged. */
  readonly onLog?: (event: LogEvent) => void;
  /** Bytes that the process may hold; for engine "onnxruntime". @default what it holds now and what is free */
  readonly memoryLimit?: number;
  /** Finishes the step, saves and returns when aborted; a validation is broken off and made again when resumed. */
  readonly signal?: AbortSignal;
  /** Keeps the run's state after every epoch and when stopped by `signal`. */
  readonly store?: RunStore;
  /** Go on from what `store` holds. @default false */
  readonly resume?: boolean;
}

/** What `fit` did. */
export interface History {
  /** The logs of each epoch. */
  readonly epochs: readonly Logs[];
  readonly stoppedBy: "epochs" | "callback" | "signal";
  readonly engine: ChosenEngine;
}

/**
 * Trains a segmentation network in place.
 *
 * @param model Ends in a layer `logits`, [batch, height, width, classes]; a softmax may follow.
 * @returns The logs of all epochs: `loss`, `accuracy`, `mean_iou` (without background), the same with `val_`,
 *   `learning_rate` and `seconds`.
 * @throws {NonFiniteError} where the loss or a gradient is not finite, naming the pictures and the first layer.
 * @throws {MemoryLimitError} where a batch cannot fit, naming one that can.
 * @throws {Error} where training batches differ in size, or there is a store and two weights have one name.
 * @example
 * await fit(buildUnet({ inputShape: [128, 128, 3], numClasses: 11 }), { train, validation, epochs: 10 });
 */
export async function fit(model: LayersModel, options: FitOptions): Promise<History> {
  const { train, validation, epochs, callbacks = [], signal, store } = options;
  const { onNonFinite = "throw", onLog = () => {} } = options;
  const { loss = crossEntropy() } = options;
  const optimizer = accumulate(options.optimizer ?? adam(), options.accumulate ?? 1);
  if (!(Number.isInteger(epochs) && epochs > 0))
    throw new RangeError(`Expected epochs to be a positive integer, got ${epochs}.`);
  if (train.length === 0) throw new RangeError("Expected train to have at least one batch, got none.");

  if (store) requireOwnNames(model);
  let plan = trainingPlan(model, loss, optimizer);
  const { chosen, foreseen, train: createEngine } = await chooseEngine(options);
  if (foreseen) refuseUnfitting(plan, train.batchSize, options.memoryLimit);
  const release = await store?.lock?.();
  let engine = createEngine(plan);
  const run = new FitRun(plan, engine, epochs, train.length);
  const scores = new EpochScores(plan.numClasses);
  const progress = { epoch: 0, step: 0, skipped: 0, history: [] as Logs[], scores };
  const watch = new LossWatch();
  let skippedInARow = 0;
  const resumption = new Resumption({ plan, engine, run, callbacks, progress, ...(store && { store }) });

  try {
    for (const callback of callbacks) await callback.onTrainBegin?.(run);
    if (options.resume) {
      const recovered = await resumption.load();
      if (recovered !== undefined) onLog({ kind: "checkpoint-recovered", message: recovered });
    }
    while (progress.epoch < epochs && !run.stopped && !signal?.aborted) {
      const { epoch } = progress;
      const start = performance.now();
      for (const callback of callbacks) await callback.onEpochBegin?.(epoch, run);
      ({ plan, engine } = await resumption.follow(createEngine));
      run.plan = plan;
      run.engine = engine;
      for await (const batch of train.epoch(epoch, progress.step)) {
        const step = epoch * train.length + progress.step;
        for (const callback of callbacks) await callback.onTrainBatchBegin?.(step, run);
        const result = await engine.step(batch, run.learningRate, step + 1 - progress.skipped);
        if (result.finite) {
          skippedInARow = 0;
          const usual = watch.jump(result.loss);
          if (usual !== undefined)
            onLog({ kind: "loss-spike", step, loss: result.loss, usual, ids: batch.ids });
          progress.scores.add(batch, result);
        } else {
          const where = await findNonFinite(plan, engine, batch, step + 1 - progress.skipped);
          const found = { step, loss: result.loss, ids: batch.ids, where };
          skippedInARow++;
          if (onNonFinite === "throw" || skippedInARow === 10) throw new NonFiniteError(found, skippedInARow);
          progress.skipped++;
          onLog({ kind: "step-skipped", ...found });
        }
        const logs = progress.scores.logs();
        for (const callback of callbacks) await callback.onTrainBatchEnd?.(progress.step, logs, run);
        progress.step++;
        if (signal?.aborted) break;
      }
      if (signal?.aborted) break;
      const validated = validation && (await validate(engine, validation, plan.numClasses, signal));
      if (signal?.aborted) break;

      const logs: Logs = { ...progress.scores.logs(), ...validated };
      logs["learning_rate"] = run.learningRate;
      logs["seconds"] = (performance.now() - start) / 1000;
      for (const callback of callbacks) await callback.onEpochEnd?.(epoch, logs, run);
      progress.history.push(logs);
      progress.epoch++;
      progress.step = 0;
      progress.scores = new EpochScores(plan.numClasses);
      await resumption.save();
    }
    if (signal?.aborted) await resumption.save();
    await run.syncWeights();
    for (const callback of callbacks) await callback.onTrainEnd?.(run);
  } finally {
    await engine.dispose();
    await release?.();
  }
  const stoppedBy =
    signal?.aborted && progress.epoch < epochs ? "signal" : run.stopped ? "callback" : "epochs";
  return { epochs: progress.history, stoppedBy, engine: chosen };
}

class FitRun implements Run {
  readonly model: LayersModel;
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  learningRate: number;
  stopped = false;
  plan: TrainingPlan;
  engine: TrainingEngine;

  constructor(plan: TrainingPlan, engine: TrainingEngine, epochs: number, stepsPerEpoch: number) {
    this.model = plan.model;
    this.plan = plan;
    this.engine = engine;
    this.epochs = epochs;
    this.stepsPerEpoch = stepsPerEpoch;
    this.learningRate = plan.optimizer.learningRate;
  }

  stop(): void {
    this.stopped = true;
  }

  async syncWeights(): Promise<void> {
    const state = await this.engine.getState();
    const { averages } = this.plan.optimizer;
    const weights = averages === undefined ? state.weights : (state.slots[averages] ?? []);
    writeWeights(this.plan.weights, { ...state, weights });
  }
}
