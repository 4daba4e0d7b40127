import type { Batch } from "@faceseg/image";

/** Fills a batch up to `batchSize` images with black ones that have no name and whose pixels are all ignored. */
export function padded(batch: Batch, batchSize: number): Batch {
  if (batch.ids.length === batchSize) return batch;
  const pixels = batchSize * batch.width * batch.height;
  const images = new Float32Array(pixels * 3);
  images.set(batch.images);
  const labels = new Uint8Array(pixels).fill(IGNORED);
  labels.set(batch.labels);
  const ids = [...batch.ids, ...new Array<string>(batchSize - batch.ids.length).fill("")];
  return { ...batch, images, labels, ids };
}

/** The label of a pixel that is ignored. */
const IGNORED = 255;
