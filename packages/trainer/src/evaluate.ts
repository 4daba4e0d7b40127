import type { ChosenEngine, EngineOptions } from "@faceseg/engine";
import { createPredictor } from "@faceseg/engine";
import type { Batches } from "@faceseg/image";
import { ConfusionMatrix, type ImageCounts, total } from "@faceseg/metrics";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { padded } from "./step/padded-batch.ts";

/** Options of `evaluate`. */
export interface EvaluateOptions extends EngineOptions {
  readonly data: Batches;
  /** @default the channels of the model's output */
  readonly numClasses?: number;
  /** Called after each batch with the pictures done and, for one picture each, its predicted ids. */
  readonly onBatch?: (done: number, predictions: ReadonlyMap<string, Uint8Array>) => void;
}

/** What `evaluate` counted. */
export interface Evaluation {
  /** Confusion counts of each picture: every score can be recomputed from them. */
  readonly pictures: readonly ImageCounts[];
  readonly total: ConfusionMatrix;
  readonly engine: ChosenEngine;
}

/** Predicts every picture of `data` once and counts its pixels by true and predicted class. */
export async function evaluate(
  model: LayersModel,
  { data, onBatch, ...options }: EvaluateOptions,
): Promise<Evaluation> {
  const numClasses = options.numClasses ?? (model.outputs[0]?.shape.at(-1) as number);
  const predictor = await createPredictor(model, { ...options, batchSize: data.batchSize });
  const pictures: ImageCounts[] = [];
  try {
    for await (const batch of data.epoch(0)) {
      const ids = await predictor.predict(padded(batch, data.batchSize).images);
      const pixels = batch.width * batch.height;
      const predictions = new Map<string, Uint8Array>();
      for (const [i, id] of batch.ids.entries()) {
        const [from, to] = [i * pixels, (i + 1) * pixels];
        const prediction = ids.subarray(from, to);
        const counts = new ConfusionMatrix(numClasses).update(batch.labels.subarray(from, to), prediction, {
          width: batch.width,
        });
        pictures.push({ id, counts });
        predictions.set(id, prediction);
      }
      onBatch?.(pictures.length, predictions);
    }
  } finally {
    await predictor.dispose();
  }
  return { pictures, total: total(pictures), engine: predictor.engine };
}
