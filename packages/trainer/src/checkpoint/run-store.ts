import type { JsonValue, NamedArrays } from "../callbacks/callback.ts";

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
  /** For a loaded state: what was found damaged, and what was taken instead; absent when all was well. */
  readonly recovered?: string;
}

/** Where a run keeps its state; `runFolder(path)` of `@faceseg/trainer/node` keeps it in files. */
export interface RunStore {
  /** Keeps a state; the one before must survive a failure. */
  save(state: RunState): Promise<void>;
  /** The newest state, or undefined for a fresh run. */
  load(): Promise<RunState | undefined>;
  /** Keeps others from the store until the function that it gives is called; throws where it is taken. */
  lock?(): Promise<() => Promise<void>>;
}
