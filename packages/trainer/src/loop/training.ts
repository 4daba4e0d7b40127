import { checkChoice, checkNumber } from "@faceseg/core";
import type { ChosenEngine } from "@faceseg/engine";
import type { Batch } from "@faceseg/image";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { Run } from "../callbacks/callback.ts";
import { namedState, unnamedState } from "../checkpoint/named-state.ts";
import type { NamedArrays } from "../checkpoint/run-store.ts";
import { LossWatch } from "../diagnose/loss-watch.ts";
import { refuseUnfitting } from "../diagnose/memory-limit.ts";
import { findNonFinite, NonFiniteError } from "../diagnose/non-finite.ts";
import { chooseEngine, type UsableEngine } from "../engines/choose.ts";
import { crossEntropyLoss } from "../losses/pixelwise/cross-entropy-loss.ts";
import { accumulateGradients } from "../optimizers/accumulate-gradients.ts";
import { adam } from "../optimizers/adam.ts";
import { EpochScores } from "../step/epoch-scores.ts";
import type { Logs } from "../step/logs.ts";
import { type TrainingPlan, trainingPlan } from "../step/training-plan.ts";
import { requireOwnNames } from "../step/weight-names.ts";
import { writeWeights } from "../step/write-weights.ts";
import type { FitOptions } from "./fit-options.ts";
import { freshProgress, type Progress } from "./progress.ts";
import { type Planned, rebuildEngine } from "./rebuild-engine.ts";
import { restoreRun, saveRun } from "./saved-run.ts";
import { validate } from "./validate.ts";

/** Steps in a row that are not finite after which a training stops even with `onNonFinite: "skip"`. */
const NON_FINITE_STEPS_IN_A_ROW = 10;

/** A training under way: its plan, the engine that carries it out, and how far it has come. */
export class Training implements Run {
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  /** The engine, and why it was chosen. */
  readonly chosen: ChosenEngine;
  learningRate: number;
  /** How far the training has come. */
  progress: Progress;
  private readonly options: FitOptions;
  private readonly createEngine: UsableEngine["train"];
  private planned: Planned;
  private stopped = false;
  private readonly watch = new LossWatch();
  private skippedInARow = 0;
  /** The arrays of the checkpoint that the run resumes from, until its first epoch. */
  private stored: NamedArrays = {};
  private release: (() => Promise<void>) | undefined;

  private constructor(plan: TrainingPlan, engine: UsableEngine, options: FitOptions) {
    this.options = options;
    this.epochs = options.epochs;
    this.stepsPerEpoch = options.train.length;
    this.chosen = engine.chosen;
    this.createEngine = engine.train;
    this.planned = { plan, engine: engine.train(plan) };
    this.learningRate = plan.optimizer.learningRate;
    this.progress = freshProgress(plan.numClasses);
  }

  /** Checks the options, chooses the engine, and refuses a batch that does not fit into memory. */
  static async prepare(model: LayersModel, options: FitOptions): Promise<Training> {
    const { train, loss = crossEntropyLoss(), optimizer = adam(), accumulate = 1 } = options;
    checkNumber("epochs", options.epochs, { min: 1, integer: true });
    checkNumber("train.length", train.length, { min: 1, integer: true, unit: "batches" });
    checkChoice("onNonFinite", options.onNonFinite ?? "throw", ["throw", "skip"]);
    if (options.store) requireOwnNames(model);
    const plan = trainingPlan(model, loss, accumulateGradients(optimizer, accumulate));
    const engine = await chooseEngine(options);
    if (engine.memoryIsEstimated) refuseUnfitting(plan, train.batchSize, options.memoryLimit);
    return new Training(plan, engine, options);
  }

  get model(): LayersModel {
    return this.planned.plan.model;
  }

  /** Whether there is an epoch to do, and nobody has stopped the training. */
  get continues(): boolean {
    return this.progress.epoch < this.epochs && !this.stopped && !this.options.signal?.aborted;
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

  /** Continues from the state in the store, where there is one. */
  async resume(): Promise<void> {
    const { store, callbacks = [], onLog } = this.options;
    const { plan, engine } = this.planned;
    const state = await store?.load();
    if (!state) return;
    await engine.setState(unnamedState(state.tensors, plan));
    this.stored = state.tensors;
    const saved = restoreRun(state, plan.numClasses, callbacks);
    this.learningRate = saved.learningRate;
    this.progress = saved.progress;
    if (state.recovered !== undefined) onLog?.({ kind: "checkpoint-recovered", message: state.recovered });
  }

  /** Follows callbacks that have changed which layers are trainable. */
  async followTrainableLayers(): Promise<void> {
    this.planned = await rebuildEngine(this.planned, this.createEngine, this.stored);
    this.stored = {};
  }

  /** Trains on a batch and counts it. */
  async step(batch: Batch): Promise<void> {
    const { progress, stepOfRun: step } = this;
    const number = step + 1 - progress.skipped; // the optimizer counts updates, from 1
    const result = await this.planned.engine.step(batch, this.learningRate, number);
    if (result.finite) {
      this.skippedInARow = 0;
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
    const { store, callbacks = [] } = this.options;
    const { plan, engine } = this.planned;
    if (store) await store.save(saveRun(this, namedState(await engine.getState(), plan), callbacks));
  }

  async syncWeights(): Promise<void> {
    const { plan, engine } = this.planned;
    const state = await engine.getState();
    const { averages } = plan.optimizer;
    const weights = averages === undefined ? state.weights : (state.slots[averages] ?? []);
    writeWeights(plan.weights, { ...state, weights });
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
    this.progress.skipped++;
    onLog?.({ kind: "step-skipped", ...found });
  }
}
