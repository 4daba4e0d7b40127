import type { Size } from "@faceseg/image";
import type { Probabilities } from "./predictor.ts";

/** Runs one batch on one engine. */
export interface Runner {
  /** Width and height of its input. */
  readonly inputSize: Size;
  /** Number of classes. */
  readonly numClasses: number;
  /** The only batch size that it takes; undefined: any. */
  readonly fixedBatch: number | undefined;
  /** Class ids of a batch, [count, height, width]. */
  ids(images: Float32Array, count: number): Promise<Uint8Array>;
  /** Class probabilities of a batch; only where they were asked for. */
  probabilities(images: Float32Array, count: number): Promise<Probabilities>;
  /** Frees what it holds. */
  dispose(): Promise<void>;
}
