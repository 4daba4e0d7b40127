import { checkChoice, checkNumber } from "@faceseg/core";
import type { EngineOptions } from "@faceseg/engine";
import type { Batches } from "@faceseg/image";
import type { Callback } from "../callbacks/callback.ts";
import type { RunStore } from "../checkpoint/run-store.ts";
import type { LogEvent } from "../diagnose/log-event.ts";
import type { Loss } from "../losses/loss.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import type { JsonObject } from "../settings/json.ts";
import type { StatisticsRule } from "../step/statistics-rule.ts";

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
  /**
   * How fast the moving statistics of batch normalization, with which a model predicts, follow those of the batches.
   * `"momentum"` keeps the layer's `momentum` of them in each step, as Keras does, and needs hundreds of steps where it is
   * 0.99. `"warm-up"` keeps less in the first steps, so that short runs end with statistics of their own data.
   * @default "warm-up"
   */
  readonly statistics?: StatisticsRule;
  /** Called in this order. @default [] */
  readonly callbacks?: readonly Callback[];
  /**
   * What to do about a step whose loss or gradient is not finite. Such a step never changes the weights. `"throw"` stops
   * the training; `"skip"` continues with the next step, until ten steps in a row are not finite.
   * @default "throw"
   */
  readonly onNonFinite?: "throw" | "skip";
  /**
   * Called with events that are not errors: losses that jump, skipped steps, damaged checkpoints, settings that change when a
   * run resumes, and states of callbacks that it lacks.
   * @default none
   */
  readonly onLog?: (event: LogEvent) => void;
  /** Bytes that the process may hold; for engine "onnxruntime". @default what it holds now plus what is free */
  readonly memoryLimit?: number;
  /** When aborted, `fit` finishes the step, saves and returns. A validation is cut short, and repeated on resume. */
  readonly signal?: AbortSignal;
  /** Keeps the run's state after every epoch and when `signal` is aborted. @default none */
  readonly store?: RunStore;
  /**
   * Whether to continue from what `store` holds, with the settings of the run: loss, optimizer and callbacks with their
   * options, sizes and numbers of batches, taxonomy, and `settings`. `epochs` may be another. A run that a callback has
   * stopped stays stopped.
   * @default false
   */
  readonly resume?: boolean;
  /** Whether a run may resume with other settings, and go on after a callback has stopped it. @default false */
  readonly change?: boolean;
  /**
   * Settings of your own that a run must have again when it resumes, such as seed, data or network. One with a name that
   * `fit` uses itself, such as `taxonomy`, is compared in place of that.
   * @default none
   */
  readonly settings?: JsonObject;
}

/** @throws {RangeError} where a number or a choice is not legal. */
export function checkFitOptions({ epochs, train, onNonFinite, statistics }: FitOptions): void {
  checkNumber("epochs", epochs, { min: 1, integer: true });
  checkNumber("train.length", train.length, { min: 1, integer: true, unit: "batches" });
  checkChoice("onNonFinite", onNonFinite ?? "throw", ["throw", "skip"]);
  checkChoice("statistics", statistics ?? "warm-up", ["warm-up", "momentum"]);
}
