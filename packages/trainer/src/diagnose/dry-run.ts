import type { ChosenEngine, EngineOptions } from "@faceseg/engine";
import type { Batch, Batches } from "@faceseg/image";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { chooseEngine } from "../engines/choose.ts";
import type { Loss } from "../losses/loss.ts";
import { crossEntropyLoss } from "../losses/pixelwise/cross-entropy-loss.ts";
import { accumulateGradients } from "../optimizers/accumulate-gradients.ts";
import { adam } from "../optimizers/adam.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import { trainingPlan } from "../step/training-plan.ts";
import { describeModel, type ModelDescription } from "./describe-model.ts";
import type { MemoryEstimate } from "./estimate-memory.ts";
import { checkMemory, gigabytes } from "./memory-limit.ts";

/** Options of `dryRun`: those of the `fit` that it tries. */
export interface DryRunOptions extends EngineOptions {
  /** The batches to train on. */
  readonly train: Batches;
  /** What the training minimizes. @default crossEntropyLoss() */
  readonly loss?: Loss;
  /** How it changes the weights. @default adam() */
  readonly optimizer?: Optimizer;
  /** Number of batches for one update of the weights. @default 1 */
  readonly accumulate?: number;
  /** Bytes that the process may hold. @default what it holds now plus what is free */
  readonly memoryLimit?: number;
}

/** What a training will cost. */
export interface DryRun {
  /** Layers, parameters and work of the model. */
  readonly model: ModelDescription;
  /** Shapes of a batch. */
  readonly shapes: {
    /** [batch, height, width, 3] */
    readonly images: readonly number[];
    /** [batch, height, width] */
    readonly labels: readonly number[];
  };
  /** Peak memory of the process on ONNX Runtime's CPU kernels, estimated to 30 %. */
  readonly memory: MemoryEstimate;
  /** The engine that ran the steps, and why it was chosen. */
  readonly engine: ChosenEngine;
  /** Measured time to read and augment the images of one batch. */
  readonly readSeconds: number;
  /** Measured time before the first step, to trace and compile. */
  readonly startSeconds: number;
  /** Measured time of one step. */
  readonly stepSeconds: number;
  /** Time of the steps of an epoch, at that speed. */
  readonly epochSeconds: number;
}

/**
 * Tries out a training: describes the model, estimates the memory, and runs two steps on the first batch to measure the
 * time. The model keeps its weights.
 *
 * @throws {MemoryLimitError} before anything is computed, where a batch does not fit; it names one that does.
 * @throws {TypeError} for models that `describeModel` does not take.
 * @example
 * console.log(dryRunTable(await dryRun(model, { train })));
 */
export async function dryRun(model: LayersModel, options: DryRunOptions): Promise<DryRun> {
  const { train, loss = crossEntropyLoss(), memoryLimit } = options;
  const optimizer = accumulateGradients(options.optimizer ?? adam(), options.accumulate ?? 1);
  const plan = trainingPlan(model, loss, optimizer);
  const memory = checkMemory(plan, train.batchSize, memoryLimit);
  const { chosen, train: createEngine } = await chooseEngine(options);
  const engine = createEngine(plan);
  try {
    const [batch, readSeconds] = await timed(() => firstOf(train));
    const step = (number: number) => timed(() => engine.step(batch, optimizer.learningRate, number));
    const [, first] = await step(1);
    const [, stepSeconds] = await step(2);
    const { ids, height, width } = batch;
    return {
      model: describeModel(model),
      shapes: { images: [ids.length, height, width, 3], labels: [ids.length, height, width] },
      memory,
      engine: chosen,
      readSeconds,
      startSeconds: Math.max(0, first - stepSeconds),
      stepSeconds,
      epochSeconds: stepSeconds * train.length,
    };
  } finally {
    await engine.dispose();
  }
}

/** The dry run as text: one line for each layer, then sums, memory and times. */
export function dryRunTable({ model, shapes, memory, engine, ...times }: DryRun): string {
  const layers = model.layers.map(({ name, type, outputShape, parameters }) => [
    name,
    type,
    outputShape.join(" x "),
    parameters.toLocaleString("en"),
  ]);
  const rows = [["layer", "type", "output", "parameters"], ...layers];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const seconds = (value: number) => `${value.toFixed(value < 10 ? 2 : 0)} s`;
  return [
    ...rows.map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    ),
    "",
    `images      [${shapes.images.join(", ")}], labels [${shapes.labels.join(", ")}]`,
    `parameters  ${model.parameters.toLocaleString("en")}, ${model.trainableParameters.toLocaleString("en")} trained`,
    `work        ${(model.macs / 1e9).toFixed(3)} GMAC per image`,
    `memory      about ${gigabytes(memory.totalBytes)}, ${gigabytes(memory.imageBytes)} of it for each image of a batch`,
    `engine      ${engine.name}: ${engine.reason}`,
    `time        ${seconds(times.startSeconds)} to compile, ${seconds(times.stepSeconds)} per step, about ${seconds(times.epochSeconds)} per epoch`,
  ].join("\n");
}

async function firstOf(train: Batches): Promise<Batch> {
  for await (const batch of train.epoch(0)) return batch;
  throw new RangeError("Expected `train` to have at least 1 batch, got none");
}

async function timed<T>(run: () => Promise<T>): Promise<[T, number]> {
  const start = performance.now();
  const value = await run();
  return [value, (performance.now() - start) / 1000];
}
