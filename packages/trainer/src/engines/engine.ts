import type { Batch } from "../batches.ts";
import type { Probe } from "../diagnose/probe.ts";

/** Everything a step changes, row-major, in the order of the model's weights. */
export interface TrainingState {
  readonly weights: readonly Float32Array[];
  readonly statistics: readonly Float32Array[];
  /** The optimiser's vectors by name, each cut up like `weights`. */
  readonly slots: Readonly<Record<string, readonly Float32Array[]>>;
}

export interface StepResult {
  readonly loss: number;
  /** Predicted class ids, [batch, height, width]. */
  readonly predictions: Int32Array;
  /** Whether the loss and, in training, all gradients and statistics are finite. */
  readonly finite: boolean;
}

/** A way to run training steps. All engines compute the same numbers, to float tolerance. */
export interface TrainingEngine {
  readonly name: string;
  /**
   * Trains on one batch; `step` counts from 1. Every batch must have the shape of the first. A step that is not finite
   * changes nothing.
   */
  step(batch: Batch, learningRate: number, step: number): Promise<StepResult>;
  /** Loss and predictions of the current weights, as in inference. */
  evaluate(batch: Batch): Promise<StepResult>;
  /** Looks into a training step on the current weights, which it leaves alone. */
  probe(batch: Batch, step: number): Promise<Probe>;
  getState(): Promise<TrainingState>;
  setState(state: TrainingState): Promise<void>;
  dispose(): Promise<void>;
}
