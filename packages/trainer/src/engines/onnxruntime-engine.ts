import type { Batch } from "@faceseg/image";
import { type CompiledFunction, type CompileOptions, compile, type InputSpec } from "@faceseg/onnx";
import { packArrays, unpackArrays } from "@faceseg/onnx/internal";
import { shapesOf } from "../step/model-weights.ts";
import { namedProbe, type Probe, probeStep } from "../step/probe.ts";
import type { StepResult } from "../step/step-result.ts";
import type { TrainingPlan } from "../step/training-plan.ts";
import type { TrainingState } from "../step/training-state.ts";
import { initialState } from "../step/training-state.ts";
import { evaluationStep, trainingStep } from "../step/training-step.ts";
import { keptVector, nextName, slotName } from "../step/vectors.ts";
import type { TrainingEngine } from "./engine.ts";

type Vectors = Record<string, Float32Array>;

/** Trains compiled: the whole step is one ONNX graph, run natively by ONNX Runtime. */
export class OnnxRuntimeEngine implements TrainingEngine {
  readonly name: string;
  private readonly plan: TrainingPlan;
  private readonly options: Omit<CompileOptions, "inputs">;
  private readonly compiled = new Map<string, CompiledFunction>();
  private training: CompiledFunction | undefined;
  private pending: TrainingState | undefined;
  /** Weights, statistics and slots, packed as the compiled step wants them. */
  private vectors: Vectors = {};
  /** Arrays of the same sizes that the next step writes into: no weight is copied between steps. */
  private spare: Vectors = {};

  constructor(plan: TrainingPlan, name = "onnxruntime", options: Omit<CompileOptions, "inputs"> = {}) {
    this.plan = plan;
    this.name = name;
    this.options = options;
  }

  async step(batch: Batch, learningRate: number, step: number): Promise<StepResult> {
    const { session } = await this.trainingFunction(batch);
    const scalars = { learningRate: Float32Array.of(learningRate), step: Float32Array.of(step) };
    const feeds = { images: batch.images, labels: batch.labels, ...scalars, ...this.vectors };
    const names = Object.keys(this.vectors);
    const into = Object.fromEntries(names.map((name) => [nextName(name), this.spare[name] as Float32Array]));
    const results = await session.run(feeds, into);
    const result = stepResult(results);
    if (!result.finite) return result; // the spare arrays are written over again
    this.spare = this.vectors;
    this.vectors = Object.fromEntries(names.map((name) => [name, results[nextName(name)] as Float32Array]));
    return result;
  }

  async evaluate(batch: Batch): Promise<StepResult> {
    const { session } = await this.evaluationFunction(batch);
    const { [keptVector(this.plan)]: weights, statistics } = this.vectors;
    const feeds = {
      images: batch.images,
      labels: batch.labels,
      ...(weights && { weights }),
      ...(statistics && { statistics }),
    };
    return stepResult(await session.run(feeds));
  }

  async probe(batch: Batch, step: number): Promise<Probe> {
    const { packing } = await this.trainingFunction(batch);
    const names: string[] = [];
    const shape = [batch.ids.length, batch.height, batch.width];
    const inputs = { ...stepInputs(this.plan, shape, false), step: { shape: [] } };
    const { session } = await compile(probeStep(this.plan, names), { ...this.options, inputs, packing });
    const { weights, statistics } = this.vectors;
    const feeds = {
      images: batch.images,
      labels: batch.labels,
      step: Float32Array.of(step),
      weights: weights as Float32Array,
      ...(statistics && { statistics }),
    };
    const { layers, gradients } = await session.run(feeds);
    await session.dispose();
    return namedProbe(this.plan, names, layers as Float32Array, gradients as Float32Array);
  }

  async getState(): Promise<TrainingState> {
    if (!this.training) return this.pending ?? (await initialState(this.plan));
    const { packing } = this.training;
    const { trainable, statistics } = this.plan.weights;
    const cut = (name: string) =>
      unpackArrays(this.vectors[name] as Float32Array, shapesOf(trainable), packing);
    return {
      weights: cut("weights"),
      statistics:
        statistics.length > 0
          ? unpackArrays(this.vectors["statistics"] as Float32Array, shapesOf(statistics), packing)
          : [],
      slots: Object.fromEntries(this.plan.optimizer.slots.map((slot) => [slot, cut(slotName(slot))])),
    };
  }

  async setState(state: TrainingState): Promise<void> {
    if (this.training) this.adopt(state, this.training);
    else this.pending = state;
  }

  async dispose(): Promise<void> {
    for (const { session } of this.compiled.values()) await session.dispose();
    this.compiled.clear();
    this.training = undefined;
  }

  private async trainingFunction(batch: Batch): Promise<CompiledFunction> {
    const state = this.training ? undefined : await this.getState();
    const training = await this.compile("train", batch, true);
    if (state) {
      this.training = training;
      this.adopt(state, training);
    }
    return training;
  }

  /** Shares the packed weights of the training step, so that one is compiled first. */
  private async evaluationFunction(batch: Batch): Promise<CompiledFunction> {
    await this.trainingFunction(batch);
    return this.compile("evaluate", batch, false);
  }

  private async compile(kind: string, batch: Batch, withOptimizer: boolean): Promise<CompiledFunction> {
    const { width, height, ids } = batch;
    const key = `${kind} ${ids.length}x${height}x${width}`;
    const known = this.compiled.get(key);
    if (known) return known;
    const { plan, training } = this;
    const step = withOptimizer ? trainingStep(plan) : evaluationStep(plan);
    const options = { ...this.options, ...(training && { packing: training.packing }) };
    const inputs = stepInputs(plan, [ids.length, height, width], withOptimizer);
    const compiled = await compile(step, { ...options, inputs });
    this.compiled.set(key, compiled);
    return compiled;
  }

  private adopt({ weights, statistics, slots }: TrainingState, { packing }: CompiledFunction): void {
    const variables = this.plan.weights;
    const shapes = shapesOf(variables.trainable);
    this.vectors = { weights: packArrays(weights, shapes, packing) };
    if (statistics.length > 0)
      this.vectors["statistics"] = packArrays(statistics, shapesOf(variables.statistics), packing);
    for (const slot of this.plan.optimizer.slots)
      this.vectors[slotName(slot)] = packArrays(slots[slot] ?? [], shapes, packing);
    this.spare = Object.fromEntries(
      Object.entries(this.vectors).map(([name, { length }]) => [name, new Float32Array(length)]),
    );
  }
}

function stepInputs(
  { weights, optimizer }: TrainingPlan,
  shape: readonly number[],
  withOptimizer: boolean,
): Record<string, InputSpec> {
  const length = (variables: typeof weights.trainable) =>
    shapesOf(variables).reduce((n, sizes) => n + sizes.reduce((a, b) => a * b, 1), 0);
  const vector = { shape: [length(weights.trainable)] };
  return {
    images: { shape: [...shape, 3] },
    labels: { shape, dtype: "uint8" },
    weights: vector,
    ...(weights.statistics.length > 0 && { statistics: { shape: [length(weights.statistics)] } }),
    ...(withOptimizer && {
      ...Object.fromEntries(optimizer.slots.map((slot) => [slotName(slot), vector])),
      learningRate: { shape: [] },
      step: { shape: [] },
    }),
  };
}

const stepResult = (results: Record<string, unknown>): StepResult => ({
  loss: (results["loss"] as Float32Array)[0] as number,
  predictions: results["predictions"] as Int32Array,
  finite: [results["loss"], results["health"] ?? [0]].every((sum) =>
    Number.isFinite((sum as Float32Array)[0]),
  ),
});
