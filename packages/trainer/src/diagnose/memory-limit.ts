import type { TrainingPlan } from "../step/training-step.ts";
import { estimateMemory, type MemoryEstimate, reachableBytes } from "./estimate-memory.ts";

/** A training needs more memory than there is; says what would fit. */
export class MemoryLimitError extends Error {
  override readonly name = "MemoryLimitError";
  readonly estimate: MemoryEstimate;
  /** The largest batch that fits; 0 where not even one picture does. */
  readonly batchSize: number;
  /** With that batch, the accumulation that comes closest to the batch asked for. */
  readonly accumulate: number;

  constructor(estimate: MemoryEstimate, limit: number) {
    const { batchSize: asked, pictureBytes, totalBytes } = estimate;
    const without = totalBytes - asked * pictureBytes;
    const batchSize = Math.max(0, Math.floor((limit - without) / pictureBytes));
    const accumulate = batchSize === 0 ? 0 : Math.ceil(asked / batchSize);
    const advice =
      batchSize === 0
        ? "not even one picture fits: take smaller pictures, or a smaller network"
        : `the next that fits is a batchSize of ${batchSize} with accumulate: ${accumulate}`;
    super(
      `Expected a training of at most ${gigabytes(limit)}, got a batchSize of ${asked}, which takes about ` +
        `${gigabytes(totalBytes)}; ${advice}.`,
    );
    this.estimate = estimate;
    this.batchSize = batchSize;
    this.accumulate = accumulate;
  }
}

/**
 * The memory that a training will take.
 *
 * @param limit in bytes for the whole process. @default what it holds now and what is free
 * @throws MemoryLimitError where that is more than the limit.
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

/** As `checkMemory`, but for models whose layers cannot be counted (models in models, free sizes), which pass. */
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
