import type { TrainingPlan } from "../step/training-plan.ts";
import { estimateMemory, type MemoryEstimate, reachableBytes } from "./estimate-memory.ts";

/** A training needs more memory than there is; the message says what would fit. */
export class MemoryLimitError extends Error {
  /** For checks without instanceof. */
  override readonly name = "MemoryLimitError";
  /** What the training would take. */
  readonly estimate: MemoryEstimate;
  /** The largest batch that fits; 0 where not even one image does. */
  readonly batchSize: number;
  /** The `accumulate` that, with that batch, comes closest to the requested batch. */
  readonly accumulate: number;

  constructor(estimate: MemoryEstimate, limit: number) {
    const { batchSize: asked, imageBytes, totalBytes } = estimate;
    const without = totalBytes - asked * imageBytes;
    const batchSize = Math.max(0, Math.floor((limit - without) / imageBytes));
    const accumulate = batchSize === 0 ? 0 : Math.ceil(asked / batchSize);
    const advice =
      batchSize === 0
        ? "not even one image fits: take smaller images, or a smaller network"
        : `the nearest that fits is a batch size of ${batchSize} with \`accumulate: ${accumulate}\``;
    super(
      `Expected a training to take at most ${gigabytes(limit)}, got a batch size of ${asked}, which takes about ` +
        `${gigabytes(totalBytes)}; ${advice}`,
    );
    this.estimate = estimate;
    this.batchSize = batchSize;
    this.accumulate = accumulate;
  }
}

/**
 * Estimates the memory that a training will take.
 *
 * @param limit Bytes for the whole process. @default what it holds now plus what is free
 * @throws {MemoryLimitError} where that is more than the limit.
 */
export function checkMemory(
  plan: Pick<TrainingPlan, "model" | "optimizer">,
  batchSize: number,
  limit: number = reachableBytes(),
): MemoryEstimate {
  const estimate = estimateMemory(plan, batchSize);
  if (estimate.totalBytes > limit) throw new MemoryLimitError(estimate, limit);
  return estimate;
}

/** Like `checkMemory`, but models whose layers cannot be counted (models in models, free sizes) pass. */
export function refuseUnfitting(
  plan: Pick<TrainingPlan, "model" | "optimizer">,
  batchSize: number,
  limit?: number,
): void {
  try {
    checkMemory(plan, batchSize, limit);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
}

/** 3214000000 -> "3.2 GB" */
export const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;
