import { createPredictor, type EngineOptions } from "@faceseg/engine";
import type { Batches } from "@faceseg/image";
import { ConfusionMatrix, type ImageCounts, total } from "@faceseg/metrics";
import type { LayersModel } from "@tensorflow/tfjs-layers";

/** Predicts every image of some batches once and counts its pixels by true and predicted class. */
export async function countPredictions(model: LayersModel, data: Batches, options: EngineOptions = {}) {
  const predictor = await createPredictor(model, options);
  const images: ImageCounts[] = [];
  try {
    for await (const { images: pixels, labels, ids, width, height } of data.epoch(0)) {
      const predicted = await predictor.predict(pixels);
      for (const [i, id] of ids.entries()) {
        const one = (map: Uint8Array) => map.subarray(i * width * height, (i + 1) * width * height);
        const counts = new ConfusionMatrix(predictor.numClasses);
        images.push({ id, counts: counts.update(one(labels), one(predicted), { width }) });
      }
    }
  } finally {
    await predictor.dispose();
  }
  return { images, total: total(images) };
}
