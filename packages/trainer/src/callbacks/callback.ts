import type { LayersModel } from "@tensorflow/tfjs-layers";

/**
 * Numbers of an epoch or batch by name: `loss`, `accuracy`, `mean_iou`, the same with `val_`, `learning_rate`,
 * `seconds`.
 */
export type Logs = Record<string, number>;

/** What survives `JSON.parse(JSON.stringify(value))`. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** Float32 tensors by name. */
export type NamedArrays = Readonly<
  Record<string, { readonly shape: readonly number[]; readonly data: Float32Array }>
>;

/** A callback's memory, as it is kept in a run's checkpoint. */
export interface CallbackState {
  readonly values: JsonValue;
  readonly tensors?: NamedArrays;
}

/** A training run, as its callbacks see it. */
export interface Run {
  readonly model: LayersModel;
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  /** Used from the next step on. */
  learningRate: number;
  /** Ends the training after this epoch. */
  stop(): void;
  /** Puts the trained weights into `model`. */
  syncWeights(): Promise<void>;
}

/**
 * What `fit` calls on its way; epochs, batches and steps count from 0.
 *
 * A resumed run calls `setState` after `onTrainBegin` and before anything else. `onTrainEnd` comes after the last
 * `syncWeights`: what a callback writes into `run.model` there stays.
 */
export interface Callback {
  readonly name: string;
  /** Before the first step. */
  onTrainBegin?(run: Run): void | Promise<void>;
  /** Before the first step of an epoch. */
  onEpochBegin?(epoch: number, run: Run): void | Promise<void>;
  /** `step` counts over the whole training. */
  onTrainBatchBegin?(step: number, run: Run): void | Promise<void>;
  /** `batch` counts within the epoch. */
  onTrainBatchEnd?(batch: number, logs: Logs, run: Run): void | Promise<void>;
  /** After the validation of an epoch. */
  onEpochEnd?(epoch: number, logs: Logs, run: Run): void | Promise<void>;
  /** After the last step. */
  onTrainEnd?(run: Run): void | Promise<void>;
  /** What it must remember for a resumed run. */
  getState?(): CallbackState;
  /** Takes back what `getState` gave. */
  setState?(state: CallbackState): void;
}
