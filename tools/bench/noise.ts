import type { Batch } from "@faceseg/image";
import { numClasses } from "./networks.ts";
import type { Shape } from "./task.ts";

/** A batch of noise, the same in every process: the time of a step does not depend on the pixels. */
export function noise({ size, batch }: Pick<Shape, "size" | "batch">): Batch {
  const pixels = batch * size * size;
  return {
    images: Float32Array.from({ length: pixels * 3 }, (_, i) => (i * 0.6180339887) % 1),
    labels: Uint8Array.from({ length: pixels }, (_, i) => Math.floor(((i * 0.7548776662) % 1) * numClasses)),
    ids: Array.from({ length: batch }, (_, i) => `noise-${i}`),
    width: size,
    height: size,
  };
}
