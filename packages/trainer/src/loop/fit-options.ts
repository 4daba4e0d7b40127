import type { EngineOptions } from "@faceseg/engine";
import type { Batches } from "@faceseg/image";
import type { Callback } from "../callbacks/callback.ts";
import type { RunStore } from "../checkpoint/run-store.ts";
import type { LogEvent } from "../diagnose/loss-watch.ts";
import type { Loss } from "../losses/loss.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";

/** Options of `fit`. */
export interface FitOptions extends EngineOptions {
  /** The batches to train on. */
  readonly train: Batches;
  /** Batches that are scored after each epoch, as `val_loss`, `val_accuracy` and `val_mean_iou`. @default none */
  readonly validation?: Batches;
  /** Number of passes over `train`. */
  readonly epochs: number;
  /** What the training minimizes. @default crossEntropyLoss() */
  readonly loss?: Loss;
  /** How it changes the weights. @default adam() */
  readonly optimizer?: Optimizer;
  /** Number of batches whose gradients are averaged for one update of the weights; each batch is a step. @default 1 */
  readonly accumulate?: number;
  /** Called in this order. @default [] */
  readonly callbacks?: readonly Callback[];
  /**
   * What to do about a step whose loss or gradient is not finite. Such a step never changes the weights. `"throw"` stops
   * the training; `"skip"` continues with the next step, until ten steps in a row are not finite.
   * @default "throw"
   */
  readonly onNonFinite?: "throw" | "skip";
  /** Called with events that are not errors: losses that jump, skipped steps, damaged checkpoints. @default none */
  readonly onLog?: (event: LogEvent) => void;
  /** Bytes that the process may hold; for engine "onnxruntime". @default what it holds now plus what is free */
  readonly memoryLimit?: number;
  /** When aborted, `fit` finishes the step, saves and returns. A validation is cut short, and repeated on resume. */
  readonly signal?: AbortSignal;
  /** Keeps the run's state after every epoch and when `signal` is aborted. @default none */
  readonly store?: RunStore;
  /** Whether to continue from what `store` holds. @default false */
  readonly resume?: boolean;
}
