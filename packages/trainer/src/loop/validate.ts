import type { Batches } from "@faceseg/image";
import type { TrainingEngine } from "../engines/engine.ts";
import { EpochScores } from "../step/epoch-scores.ts";
import type { Logs } from "../step/logs.ts";
import { padded } from "../step/padded-batch.ts";

/**
 * Scores the engine's current weights: `val_loss`, `val_accuracy`, `val_mean_iou`. Once `signal` is aborted, it stops
 * and scores the batches so far.
 */
export async function validate(
  engine: TrainingEngine,
  data: Batches,
  { numClasses, signal }: { readonly numClasses: number; readonly signal?: AbortSignal },
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
