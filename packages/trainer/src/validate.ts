import { type Batches, padded } from "./batches.ts";
import type { Logs } from "./callback.ts";
import type { TrainingEngine } from "./engines/engine.ts";
import { EpochScores } from "./epoch-scores.ts";

/** Scores the engine's current weights: `val_loss`, `val_accuracy`, `val_mean_iou`. */
export async function validate(engine: TrainingEngine, data: Batches, numClasses: number): Promise<Logs> {
  const scores = new EpochScores(numClasses);
  for await (const batch of data.epoch(0)) {
    const full = padded(batch, data.batchSize);
    const result = await engine.evaluate(full);
    scores.add({ ...full, ids: batch.ids }, result);
  }
  return scores.logs("val_");
}
