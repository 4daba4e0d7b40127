import type { Batch } from "@faceseg/image";
import type { Probe } from "../step/probe.ts";
import type { StepResult } from "../step/step-result.ts";
import type { TrainingState } from "../step/training-state.ts";

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
