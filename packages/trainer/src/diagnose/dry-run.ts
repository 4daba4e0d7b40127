import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { Batch, Batches } from "../batches.ts";
import { chooseEngine } from "../engines/choose.ts";
import type { ChosenEngine, EngineOptions } from "../engines/engine-options.ts";
import { crossEntropy } from "../losses/cross-entropy.ts";
import type { Loss } from "../losses/loss.ts";
import { accumulate } from "../optimizers/accumulate.ts";
import { adam } from "../optimizers/adam.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import { trainingPlan } from "../step/training-step.ts";
import { describeModel, type ModelDescription } from "./describe-model.ts";
import type { MemoryEstimate } from "./estimate-memory.ts";
import { checkMemory, gigabytes } from "./memory-limit.ts";

/** Options of `dryRun`: those of the `fit` that it tries. */
export interface DryRunOptions extends EngineOptions {
  readonly train: Batches;
  /** @default crossEntropy() */
  readonly loss?: Loss;
  /** @default adam() */
  readonly optimizer?: Optimizer;
  /** @default 1 */
  readonly accumulate?: number;
  /** Bytes that the process may hold. @default what it holds now and what is free */
  readonly memoryLimit?: number;
}

/** What a training will cost. */
export interface DryRun {
  readonly model: ModelDescription;
  /** Of the pictures and the labels of a batch. */
  readonly shapes: { readonly images: readonly number[]; readonly labels: readonly number[] };
  /** On ONNX Runtime's CPU kernels: the peak of the process, within 30 %. */
  readonly memory: MemoryEstimate;
  readonly engine: ChosenEngine;
  /** Reading and changing the pictures of one batch, measured. */
  readonly readSeconds: number;
  /** Before the first step, measured: tracing and compiling. */
  readonly startSeconds: number;
  /** One step, measured. */
  readonly stepSeconds: number;
  /** An epoch's steps, at that pace. */
  readonly epochSeconds: number;
}

/**
 * Tries a training before it begins: describes the model, foresees the memory, and makes two steps on the first batch to
 * know the time. The model keeps its weights.
 *
 * @throws {MemoryLimitError} before anything is computed, where the batch cannot fit; it names one that can.
 * @throws {TypeError} as `describeModel`.
 * @example
 * console.log(dryRunTable(await dryRun(model, { train })));
 */
export async function dryRun(model: LayersModel, options: DryRunOptions): Promise<DryRun> {
  const { train, loss = crossEntropy(), memoryLimit } = options;
  const optimizer = accumulate(options.optimizer ?? adam(), options.accumulate ?? 1);
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

/** The dry run as text: one line a layer, then sums, memory and times. */
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
    `work        ${(model.macs / 1e9).toFixed(3)} GMAC a picture`,
    `memory      about ${gigabytes(memory.totalBytes)}, ${gigabytes(memory.pictureBytes)} of it for each picture of a batch`,
    `engine      ${engine.name}: ${engine.reason}`,
    `time        ${seconds(times.startSeconds)} to compile, ${seconds(times.stepSeconds)} a step, about ${seconds(times.epochSeconds)} an epoch`,
  ].join("\n");
}

async function firstOf(train: Batches): Promise<Batch> {
  for await (const batch of train.epoch(0)) return batch;
  throw new RangeError("Expected train to have at least one batch, got none.");
}

async function timed<T>(run: () => Promise<T>): Promise<[T, number]> {
  const start = performance.now();
  const value = await run();
  return [value, (performance.now() - start) / 1000];
}
