import type { Size } from "@faceseg/image";

/** A batch for a network; `width` and `height` are those of every picture in it. */
export interface Batch extends Size {
  /** `[batch, height, width, 3]`, RGB in [0, 1]. */
  readonly images: Float32Array;
  /** `[batch, height, width]`, class ids, 255 = ignore. */
  readonly labels: Uint8Array;
  /** The samples' names, in order. */
  readonly ids: readonly string[];
}
