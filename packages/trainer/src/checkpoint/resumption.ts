import type { Callback, CallbackState, JsonValue, Logs, NamedArrays, Run } from "../callbacks/callback.ts";
import type { TrainingEngine, TrainingState } from "../engines/engine.ts";
import { initialState } from "../engines/initial-state.ts";
import { EpochScores, type EpochScoresJSON } from "../step/epoch-scores.ts";
import { shapesOf } from "../step/model-weights.ts";
import { type TrainingPlan, trainingPlan } from "../step/training-step.ts";
import { writeWeights } from "../step/write-weights.ts";
import type { RunStore } from "./run-store.ts";

/** How far a run has come. */
interface Progress {
  epoch: number;
  step: number;
  /** Steps left out, in all, for they were not finite. */
  skipped: number;
  history: Logs[];
  scores: EpochScores;
}

export interface ResumptionParts {
  readonly plan: TrainingPlan;
  readonly engine: TrainingEngine;
  readonly run: Run;
  readonly callbacks: readonly Callback[];
  readonly progress: Progress;
  readonly store?: RunStore;
}

interface Values {
  readonly learningRate: number;
  readonly history: Logs[];
  readonly scores: EpochScoresJSON;
  readonly skipped?: number;
  readonly callbacks: Record<string, JsonValue>;
}

/** Saves all that a run consists of, and brings it back: weights, optimiser, callbacks, history, position. */
export class Resumption {
  private parts: ResumptionParts;
  /** What was loaded, until the first epoch: slots of layers that are frozen at the start of a run may be in it. */
  private stored: NamedArrays = {};

  constructor(parts: ResumptionParts) {
    this.parts = parts;
  }

  async save(): Promise<void> {
    const { store, engine, run, callbacks, progress } = this.parts;
    if (!store) return;
    const tensors: Record<string, NamedArrays[string]> = { ...this.named(await engine.getState()) };
    const memories: Record<string, JsonValue> = {};
    for (const [key, callback] of keyed(callbacks)) {
      const state = callback.getState?.();
      if (!state) continue;
      memories[key] = state.values;
      for (const [name, tensor] of Object.entries(state.tensors ?? {}))
        tensors[`callback/${key}/${name}`] = tensor;
    }
    const { epoch, step, skipped, history, scores } = progress;
    const { learningRate } = run;
    const values = { learningRate, history, scores: scores.toJSON(), skipped, callbacks: memories };
    await store.save({ epoch, step, values: values as unknown as JsonValue, tensors });
  }

  /**
   * @returns what was found damaged and what was taken instead, if so.
   * @throws {Error} where the stored state belongs to another model or optimiser.
   */
  async load(): Promise<string | undefined> {
    const { store, engine, run, callbacks, progress, plan } = this.parts;
    const state = await store?.load();
    if (!state) return undefined;
    const values = state.values as unknown as Values;
    await engine.setState(this.unnamed(state.tensors));
    this.stored = state.tensors;
    run.learningRate = values.learningRate;
    const { epoch, step, recovered } = state;
    Object.assign(progress, { epoch, step, skipped: values.skipped ?? 0, history: [...values.history] });
    progress.scores = new EpochScores(plan.numClasses);
    progress.scores.restore(values.scores);
    for (const [key, callback] of keyed(callbacks)) {
      const memory = values.callbacks[key];
      if (memory === undefined) continue;
      const prefix = `callback/${key}/`;
      const own = Object.entries(state.tensors).filter(([name]) => name.startsWith(prefix));
      const tensors = Object.fromEntries(own.map(([name, tensor]) => [name.slice(prefix.length), tensor]));
      const restored: CallbackState = { values: memory, ...(own.length > 0 && { tensors }) };
      callback.setState?.(restored);
    }
    return recovered;
  }

  /**
   * Before an epoch: goes on in a new engine where callbacks changed which layers are trainable. Weights, statistics and
   * the optimiser's vectors stay; those of layers new to it begin as in a new run.
   */
  async follow(
    create: (plan: TrainingPlan) => TrainingEngine,
  ): Promise<Pick<ResumptionParts, "plan" | "engine">> {
    const { plan, engine } = this.parts;
    const { stored } = this;
    this.stored = {};
    const next = trainingPlan(plan.model, plan.loss, plan.optimizer);
    const [before, after] = [plan.weights.trainable, next.weights.trainable];
    if (before.length === after.length && before.every((variable, i) => variable === after[i]))
      return this.parts;
    const state = await engine.getState();
    const known = { ...stored, ...this.named(state) };
    writeWeights(plan.weights, state);
    await engine.dispose();
    this.parts = { ...this.parts, plan: next, engine: create(next) };
    const begun = this.named(await initialState(next));
    await this.parts.engine.setState(this.unnamed({ ...begun, ...known }));
    return this.parts;
  }

  /** The tensors of a state and the names under which they are stored. */
  private entries(): {
    name: string;
    shape: number[];
    list: (state: TrainingState) => readonly Float32Array[];
    index: number;
  }[] {
    const { trainable, statistics } = this.parts.plan.weights;
    const { optimizer } = this.parts.plan;
    const list = (
      variables: typeof trainable,
      prefix: string,
      pick: (state: TrainingState) => readonly Float32Array[],
    ) =>
      variables.map(({ originalName }, index) => ({
        name: prefix + originalName,
        shape: shapesOf(variables)[index] as number[],
        list: pick,
        index,
      }));
    return [
      ...list(trainable, "", ({ weights }) => weights),
      ...list(statistics, "", (state) => state.statistics),
      ...optimizer.slots.flatMap((slot) =>
        list(trainable, `${optimizer.name}/${slot}/`, ({ slots }) => slots[slot] as readonly Float32Array[]),
      ),
    ];
  }

  private named(state: TrainingState): NamedArrays {
    return Object.fromEntries(
      this.entries().map(({ name, shape, list, index }) => [
        name,
        { shape, data: list(state)[index] as Float32Array },
      ]),
    );
  }

  private unnamed(tensors: NamedArrays): TrainingState {
    const { optimizer } = this.parts.plan;
    const slots: Record<string, Float32Array[]> = Object.fromEntries(
      optimizer.slots.map((slot) => [slot, []]),
    );
    const state = { weights: [] as Float32Array[], statistics: [] as Float32Array[], slots };
    for (const { name, shape, list, index } of this.entries()) {
      const stored = tensors[name];
      if (!stored || stored.shape.join() !== shape.join()) {
        const found = stored ? `shape [${stored.shape}]` : "nothing";
        throw new Error(`The stored run does not fit: expected ${name} of shape [${shape}], found ${found}.`);
      }
      (list(state) as Float32Array[])[index] = stored.data;
    }
    return state;
  }
}

/** Callbacks by a name that is unique in the run. */
const keyed = (callbacks: readonly Callback[]) =>
  callbacks.map((callback, i) => [`${i}-${callback.name}`, callback] as const);
