import type { JsonValue } from "../settings/json.ts";

/** A float32 tensor. */
export interface NamedArray {
  /** Lengths of its axes; empty for a scalar. */
  readonly shape: readonly number[];
  /** Its values, row-major. */
  readonly data: Float32Array;
}

/** Float32 tensors by name. */
export type NamedArrays = Readonly<Record<string, NamedArray>>;

/** All that a training run needs to continue as if it had never stopped. */
export interface RunState {
  /** The epoch to continue in, from 0. */
  readonly epoch: number;
  /** The batch of that epoch to continue at, from 0. */
  readonly step: number;
  /** History, settings, callbacks' values, learning rate; numbers may be NaN or infinite. */
  readonly values: JsonValue;
  /** Weights by name, the optimizer's slots, callbacks' tensors. */
  readonly tensors: NamedArrays;
  /** For a loaded state: what was found damaged and which older state was taken; absent when all was well. */
  readonly recovered?: string;
}

/** Where a run keeps its state; `runFolder(folder)` of `@faceseg/trainer/node` keeps it in files. */
export interface RunStore {
  /** Keeps a state; the one before must survive a failure. */
  save(state: RunState): Promise<void>;
  /** The newest state, or undefined for a fresh run. */
  load(): Promise<RunState | undefined>;
  /** Reserves the store until the returned function is called; throws where another run has it. */
  lock?(): Promise<() => Promise<void>>;
}
