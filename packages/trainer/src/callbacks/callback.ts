import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { NamedArrays } from "../checkpoint/run-store.ts";
import type { Configured } from "../settings/configured.ts";
import type { JsonValue } from "../settings/json.ts";
import type { Logs } from "../step/logs.ts";

/** What a callback remembers in a run's checkpoint. */
export interface CallbackState {
  /** Everything but tensors. */
  readonly values: JsonValue;
  /** Tensors by name. @default none */
  readonly tensors?: NamedArrays;
}

/** A training run, as its callbacks see it. */
export interface Run {
  /** The model; it has the trained weights only after `syncWeights`. */
  readonly model: LayersModel;
  /** Number of epochs. */
  readonly epochs: number;
  /** Number of steps in an epoch. */
  readonly stepsPerEpoch: number;
  /** Learning rate of the next step; callbacks may change it. */
  learningRate: number;
  /** Ends the training after this epoch; a resumed run remembers it. */
  stop(): void;
  /** Puts the trained weights into `model`. */
  syncWeights(): Promise<void>;
}

/**
 * Methods that `fit` calls during a training. Epochs, batches and steps count from 0.
 *
 * A resumed run calls `setState` right after `onTrainBegin`. `onTrainEnd` is called after the last `syncWeights`, so
 * the model keeps what a callback writes into `run.model` there.
 *
 * A run that resumes must have callbacks of the same `name` and `config`, where they have a `config`: only those that change
 * the training need one.
 */
export interface Callback extends Configured {
  /**
   * What tells its state from those of other callbacks of this name, such as the path of its file. Callbacks of one name and
   * key find their states in their order.
   * @default none
   */
  readonly key?: string;
  /** Before the first step. */
  onTrainBegin?(run: Run): void | Promise<void>;
  /** Before the first step of an epoch. */
  onEpochBegin?(epoch: number, run: Run): void | Promise<void>;
  /** Before a step; `step` counts over the whole training. */
  onTrainBatchBegin?(step: number, run: Run): void | Promise<void>;
  /** After a step; `batch` counts within the epoch, and `logs` has the scores of the epoch so far. */
  onTrainBatchEnd?(batch: number, logs: Logs, run: Run): void | Promise<void>;
  /** After the validation of an epoch. */
  onEpochEnd?(epoch: number, logs: Logs, run: Run): void | Promise<void>;
  /** After the last step. */
  onTrainEnd?(run: Run): void | Promise<void>;
  /** What it needs to remember for a resumed run. */
  getState?(): CallbackState;
  /** Restores what `getState` returned. */
  setState?(state: CallbackState): void;
}
