import type { TrainingPlan } from "../step/training-step.ts";
import { describeModel, type ModelDescription } from "./describe-model.ts";

/** What a training takes on ONNX Runtime's CPU kernels, on top of the process as it is. */
export interface MemoryEstimate {
  /** Weights, gradients, the optimiser's vectors, and their copies; whatever the batch. */
  readonly weightBytes: number;
  /** Activations and their gradients for one picture of a batch. */
  readonly pictureBytes: number;
  /** Of the whole process with batches of `batchSize`. */
  readonly totalBytes: number;
  readonly batchSize: number;
}

/**
 * Bytes of the arena for each byte of activations, and copies of the parameters beside the optimiser's vectors: both
 * taken from measured peaks; bench/memory.ts says how far off they are.
 */
const perActivation = 1.55;
const copies = 8;

/** Compiled code, the runtime's threads and arenas of a small network. */
const fixedBytes = 120e6;

/**
 * Foresees the peak memory of a training on ONNX Runtime's CPU kernels.
 *
 * @throws TypeError as `describeModel`.
 */
export function estimateMemory(
  { model, optimizer }: Pick<TrainingPlan, "model" | "optimizer">,
  batchSize: number,
  description: ModelDescription = describeModel(model),
): MemoryEstimate {
  const vectors = copies + 2 * optimizer.slots.length; // each slot is read from one array and written to another
  const weightBytes = 4 * description.parameters * vectors;
  const pictureBytes = perActivation * description.activationBytes;
  const totalBytes = residentBytes() + fixedBytes + weightBytes + batchSize * pictureBytes;
  return { weightBytes, pictureBytes, totalBytes, batchSize };
}

interface Memory {
  readonly memoryUsage?: { rss(): number };
  readonly availableMemory?: () => number;
}

const host = () => (globalThis as { process?: Memory }).process;

/** What the process holds now; 0 where it cannot be asked. */
export const residentBytes = (): number => host()?.memoryUsage?.rss() ?? 0;

/** What the process could hold: its own and what is free; Infinity where it cannot be asked. */
export const reachableBytes = (): number =>
  residentBytes() + (host()?.availableMemory?.() ?? Number.POSITIVE_INFINITY);
