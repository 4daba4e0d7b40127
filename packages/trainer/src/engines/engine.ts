import type { Batch } from "../batches.ts";

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
}

/** A way to run training steps. All engines compute the same numbers, to float tolerance. */
export interface TrainingEngine {
  readonly name: string;
  /** Trains on one batch; `step` counts from 1. Every batch must have the shape of the first. */
  step(batch: Batch, learningRate: number, step: number): Promise<StepResult>;
  /** Loss and predictions of the current weights, as in inference. */
  evaluate(batch: Batch): Promise<StepResult>;
  getState(): Promise<TrainingState>;
  setState(state: TrainingState): Promise<void>;
  dispose(): Promise<void>;
}
