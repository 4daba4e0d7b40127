import type { Size } from "./size.ts";
import type { Taxonomy } from "./taxonomy/taxonomy.ts";

/** A batch of images with their label maps, as a network takes them. Its size is that of every image in it. */
export interface Batch extends Size {
  /** RGB in [0, 1], [batch, height, width, 3]. */
  readonly images: Float32Array;
  /** Class ids, [batch, height, width]; 255 is ignored. */
  readonly labels: Uint8Array;
  /** Names of the images, one each, in order. */
  readonly ids: readonly string[];
}

/** The batches of a data set, epoch by epoch. `batches()` of `@faceseg/data` makes them. */
export interface Batches {
  /** Number of batches in an epoch. */
  readonly length: number;
  /** Number of images in a batch; the last batch of an epoch may have fewer. */
  readonly batchSize: number;
  /** Size of every image. */
  readonly size: Size;
  /** The classes of the labels, where they are known. */
  readonly taxonomy?: Taxonomy;
  /** The batches of an epoch in order, from batch number `start` (default 0) on, to resume within an epoch. */
  epoch(epoch: number, start?: number): AsyncIterable<Batch>;
}
