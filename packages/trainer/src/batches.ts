/** Pictures with their label maps, ready to train on. */
export interface Batch {
  /** RGB in [0, 1], [batch, height, width, 3]. */
  readonly images: Float32Array;
  /** One class id a pixel, [batch, height, width]; 255 is ignored. */
  readonly labels: Uint8Array;
  /** Names of the pictures, one each. */
  readonly ids: readonly string[];
  readonly width: number;
  readonly height: number;
}

/** Batches of every epoch; `batches()` of `@faceseg/data` makes one. */
export interface Batches {
  /** Batches an epoch. */
  readonly length: number;
  readonly batchSize: number;
  readonly size: { readonly width: number; readonly height: number };
  /** The batches of an epoch in their order, from batch `start` on. */
  epoch(epoch: number, start?: number): AsyncIterable<Batch>;
}

/** Fills a batch up to `batchSize` pictures with nameless black ones whose pixels are all ignored. */
export function padded(batch: Batch, batchSize: number): Batch {
  if (batch.ids.length === batchSize) return batch;
  const pixels = batchSize * batch.width * batch.height;
  const images = new Float32Array(pixels * 3);
  images.set(batch.images);
  const labels = new Uint8Array(pixels).fill(255);
  labels.set(batch.labels);
  const ids = [...batch.ids, ...new Array<string>(batchSize - batch.ids.length).fill("")];
  return { ...batch, images, labels, ids };
}
