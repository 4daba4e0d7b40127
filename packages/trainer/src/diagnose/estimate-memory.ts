import type { TrainingPlan } from "../step/training-plan.ts";
import { describeModel, type ModelDescription } from "./describe-model.ts";

/** Estimated memory of a training on ONNX Runtime's CPU kernels. */
export interface MemoryEstimate {
  /** Bytes of weights, gradients, the optimizer's vectors, and their copies; independent of the batch. */
  readonly weightBytes: number;
  /** Bytes of activations and their gradients for one image of a batch. */
  readonly imageBytes: number;
  /** Bytes of the whole process with batches of `batchSize`. */
  readonly totalBytes: number;
  /** Number of images in a batch. */
  readonly batchSize: number;
}

/**
 * Bytes of the arena for each byte of activations, and copies of the parameters beside the optimizer's vectors. Both are fitted to
 * measured peaks; bench/memory.ts measures the error.
 */
const ARENA_PER_ACTIVATION = 1.55;
const PARAMETER_COPIES = 8;

/** Bytes of compiled code, threads and the arenas of a small network. */
const FIXED_BYTES = 120e6;

/**
 * Estimates the peak memory of a training on ONNX Runtime's CPU kernels.
 *
 * @throws {TypeError} for models that `describeModel` does not take.
 */
export function estimateMemory(
  { model, optimizer }: Pick<TrainingPlan, "model" | "optimizer">,
  batchSize: number,
  description: ModelDescription = describeModel(model),
): MemoryEstimate {
  const vectors = PARAMETER_COPIES + 2 * optimizer.slots.length; // each slot is read from one array and written to another
  const weightBytes = 4 * description.parameters * vectors;
  const imageBytes = ARENA_PER_ACTIVATION * description.activationBytes;
  const totalBytes = residentBytes() + FIXED_BYTES + weightBytes + batchSize * imageBytes;
  return { weightBytes, imageBytes, totalBytes, batchSize };
}

interface Memory {
  readonly memoryUsage?: { rss(): number };
  readonly availableMemory?: () => number;
}

const host = () => (globalThis as { process?: Memory }).process;

/** Bytes that the process holds now; 0 where this is unknown. */
export const residentBytes = (): number => host()?.memoryUsage?.rss() ?? 0;

/** Bytes that the process could hold: its own plus what is free; Infinity where this is unknown. */
export const reachableBytes = (): number =>
  residentBytes() + (host()?.availableMemory?.() ?? Number.POSITIVE_INFINITY);
