import type { ChosenEngine } from "@faceseg/engine";
import type { Batch } from "@faceseg/image";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { Callback, Run } from "../callbacks/callback.ts";
import { namedState } from "../checkpoint/named-state.ts";
import type { NamedArrays } from "../checkpoint/run-store.ts";
import { LossWatch } from "../diagnose/loss-watch.ts";
import { refuseUnfitting } from "../diagnose/memory-limit.ts";
import { findNonFinite, NonFiniteError } from "../diagnose/non-finite.ts";
import { chooseEngine, type UsableEngine } from "../engines/choose.ts";
import { crossEntropyLoss } from "../losses/pixelwise/cross-entropy-loss.ts";
import { accumulateGradients } from "../optimizers/accumulate-gradients.ts";
import { adam } from "../optimizers/adam.ts";
import type { JsonObject } from "../settings/json.ts";
import { EpochScores } from "../step/epoch-scores.ts";
import type { Logs } from "../step/logs.ts";
import { type TrainingPlan, trainingPlan } from "../step/training-plan.ts";
import { requireOwnNames } from "../step/weight-names.ts";
import { writeWeights } from "../step/write-weights.ts";
import { checkFitOptions, type FitOptions } from "./fit-options.ts";
import { keptState } from "./kept-state.ts";
import { type Checkpoint, loadCheckpoint } from "./load-checkpoint.ts";
import { freshProgress, type Progress } from "./progress.ts";
import { type Planned, rebuildEngine } from "./rebuild-engine.ts";
import { resumedRun } from "./resumed-run.ts";
import { runSettings } from "./run-settings.ts";
import { type RunToSave, saveRun } from "./saved-run.ts";
import { validate } from "./validate.ts";

/** Steps in a row that are not finite after which a training stops even with `onNonFinite: "skip"`. */
const NON_FINITE_STEPS_IN_A_ROW = 10;

/** A training under way: its plan, the engine that carries it out, and how far it has come. */
export class Training implements Run, RunToSave {
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  /** The engine, and why it was chosen. */
  readonly chosen: ChosenEngine;
  learningRate: number;
  readonly callbacks: readonly Callback[];
  readonly settings: JsonObject;
  progress: Progress;
  stopped = false;
  private readonly options: FitOptions;
  private readonly createEngine: UsableEngine["train"];
  private planned: Planned;
  private readonly watch = new LossWatch();
  private skippedInARow = 0;
  /** What the run resumes from. */
  private checkpoint: Checkpoint | undefined;
  /** The arrays of the checkpoint, until the first epoch. */
  private stored: NamedArrays = {};
  private release: (() => Promise<void>) | undefined;

  private constructor(plan: TrainingPlan, engine: UsableEngine, options: FitOptions) {
    this.options = options;
    this.epochs = options.epochs;
    this.stepsPerEpoch = options.train.length;
    this.chosen = engine.chosen;
    this.createEngine = engine.train;
    this.callbacks = options.callbacks ?? [];
    this.settings = runSettings(options, plan);
    this.planned = { plan, engine: engine.train(plan) };
    this.learningRate = plan.optimizer.learningRate;
    this.progress = freshProgress(plan.numClasses);
  }

  /** Checks the options, chooses the engine, and refuses a batch that does not fit into memory. */
  static async prepare(model: LayersModel, options: FitOptions): Promise<Training> {
    checkFitOptions(options);
    const { train, loss = crossEntropyLoss(), optimizer = adam(), accumulate = 1, statistics } = options;
    if (options.store) requireOwnNames(model);
    const plan = trainingPlan(model, loss, accumulateGradients(optimizer, accumulate), statistics);
    const engine = await chooseEngine(options);
    if (engine.memoryIsEstimated) refuseUnfitting(plan, train.batchSize, options.memoryLimit);
    return new Training(plan, engine, options);
  }

  get model(): LayersModel {
    return this.planned.plan.model;
  }

  /** Whether there is an epoch to do or to finish, and nobody has stopped the training. */
  get continues(): boolean {
    const { epoch, step } = this.progress;
    const isStopped = this.stopped && step === 0; // a stopped run finishes its epoch
    return epoch < this.epochs && !isStopped && !this.options.signal?.aborted;
  }

  /** Why the training ended. */
  get stoppedBy(): "epochs" | "callback" | "signal" {
    if (this.options.signal?.aborted && this.progress.epoch < this.epochs) return "signal";
    return this.stopped ? "callback" : "epochs";
  }

  /** Number of the next step, from 0, over the whole training. */
  get stepOfRun(): number {
    return this.progress.epoch * this.stepsPerEpoch + this.progress.step;
  }

  stop(): void {
    this.stopped = true;
  }

  /** Reserves the store for this run. */
  async lock(): Promise<void> {
    this.release = await this.options.store?.lock?.();
  }

  /** Loads what the store holds, if anything, and refuses other settings. */
  async load(): Promise<void> {
    this.checkpoint = await loadCheckpoint(this.options, this.settings);
  }

  /** Continues from what was loaded. */
  async resume(): Promise<void> {
    const { checkpoint, planned } = this;
    if (!checkpoint) return;
    const { training, learningRate, progress, stopped } = resumedRun(checkpoint, this.options, planned.plan);
    await planned.engine.setState(training);
    this.stored = checkpoint.state.tensors;
    this.learningRate = learningRate;
    this.progress = progress;
    this.stopped = stopped;
  }

  /** Follows callbacks that have changed which layers are trainable. */
  async followTrainableLayers(): Promise<void> {
    this.planned = await rebuildEngine(this.planned, this.createEngine, this.stored);
    this.stored = {};
  }

  /** Trains on a batch and counts it. */
  async step(batch: Batch): Promise<void> {
    const { progress, stepOfRun: step } = this;
    const number = progress.updates + 1;
    const result = await this.planned.engine.step(batch, this.learningRate, number);
    if (result.finite) {
      this.skippedInARow = 0;
      progress.updates++;
      const usual = this.watch.jump(result.loss);
      if (usual !== undefined)
        this.options.onLog?.({ kind: "loss-spike", step, loss: result.loss, usual, ids: batch.ids });
      progress.scores.add(batch, result);
    } else {
      await this.skip(batch, result.loss, number);
    }
    progress.step++;
  }

  /** The scores of `validation` on the current weights. */
  async validate(): Promise<Logs> {
    const { validation, signal } = this.options;
    const { plan, engine } = this.planned;
    if (!validation || signal?.aborted) return {};
    return validate(engine, validation, { numClasses: plan.numClasses, ...(signal && { signal }) });
  }

  /** Adds an epoch's logs to the history and moves on to the next epoch. */
  endEpoch(logs: Logs): void {
    const { progress } = this;
    progress.history.push(logs);
    progress.epoch++;
    progress.step = 0;
    progress.scores = new EpochScores(this.planned.plan.numClasses);
  }

  /** Saves all that the run needs to continue; nothing without a store. */
  async save(): Promise<void> {
    const { store } = this.options;
    const { plan, engine } = this.planned;
    if (store) await store.save(saveRun(this, namedState(await engine.getState(), plan)));
  }

  async syncWeights(): Promise<void> {
    const { plan, engine } = this.planned;
    writeWeights(plan.weights, keptState(await engine.getState(), plan, this.stored));
  }

  /** Frees the engine and the store. */
  async dispose(): Promise<void> {
    await this.planned.engine.dispose();
    await this.release?.();
  }

  private async skip(batch: Batch, loss: number, number: number): Promise<void> {
    const { onNonFinite = "throw", onLog } = this.options;
    const { plan, engine } = this.planned;
    const where = await findNonFinite(plan, engine, batch, number);
    const found = { step: this.stepOfRun, loss, ids: batch.ids, where };
    this.skippedInARow++;
    if (onNonFinite === "throw" || this.skippedInARow === NON_FINITE_STEPS_IN_A_ROW)
      throw new NonFiniteError(found, this.skippedInARow);
    onLog?.({ kind: "step-skipped", ...found });
  }
}
