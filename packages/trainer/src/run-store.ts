import type { JsonValue, NamedArrays } from "./callback.ts";

/** All that a training run needs to go on as if it had never stopped. */
export interface RunState {
  /** The epoch to go on in, from 0. */
  readonly epoch: number;
  /** The batch of that epoch to go on at, from 0. */
  readonly step: number;
  /** History, callbacks' values, learning rate; numbers may be NaN or infinite. */
  readonly values: JsonValue;
  /** Weights by name, the optimiser's slots, callbacks' tensors. */
  readonly tensors: NamedArrays;
}

/** Where a run keeps its state; `runFolder(path)` of `@faceseg/trainer/node` keeps it in files. */
export interface RunStore {
  /** Keeps a state; the one before must survive a failure. */
  save(state: RunState): Promise<void>;
  /** The newest state, or undefined for a fresh run. */
  load(): Promise<RunState | undefined>;
}
