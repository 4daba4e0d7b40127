import { type Batches, padded } from "../batches.ts";
import type { Logs } from "../callbacks/callback.ts";
import type { TrainingEngine } from "../engines/engine.ts";
import { EpochScores } from "./epoch-scores.ts";

/**
 * Scores the engine's current weights: `val_loss`, `val_accuracy`, `val_mean_iou`; only on the batches so far where
 * `signal` is aborted.
 */
export async function validate(
  engine: TrainingEngine,
  data: Batches,
  numClasses: number,
  signal?: AbortSignal,
): Promise<Logs> {
  const scores = new EpochScores(numClasses);
  for await (const batch of data.epoch(0)) {
    if (signal?.aborted) break;
    const full = padded(batch, data.batchSize);
    const result = await engine.evaluate(full);
    scores.add({ ...full, ids: batch.ids }, result);
  }
  return scores.logs("val_");
}
