import type { Batches } from "@faceseg/image";
import { stripes } from "./tiny.ts";

/** Batches of one image each, other ones in every epoch. */
export const stripeBatches = (length: number): Batches => ({
  length,
  batchSize: 1,
  size: { width: 16, height: 16 },
  async *epoch(epoch, start = 0) {
    for (let i = start; i < length; i++) yield stripes((epoch * 3 + i) % 8);
  },
});
