import type { Callback } from "../callbacks/callback.ts";
import type { NamedArrays, RunState } from "../checkpoint/run-store.ts";
import type { LogEvent } from "../diagnose/log-event.ts";
import type { JsonObject, JsonValue } from "../settings/json.ts";
import { EpochScores, type EpochScoresJSON } from "../step/epoch-scores.ts";
import type { Logs } from "../step/logs.ts";
import { restoreStates, saveStates } from "./callback-states.ts";
import type { SavedState } from "./pair-states.ts";
import type { Progress } from "./progress.ts";

/** All of a run that a store keeps, beside the arrays of its training state. */
export interface SavedRun {
  /** Rate of the next step. */
  readonly learningRate: number;
  /** How far the run has come. */
  readonly progress: Progress;
  /** Whether a callback has stopped it. */
  readonly stopped: boolean;
}

/** A run that can be saved. */
export interface RunToSave extends SavedRun {
  /** The settings that a resumed run must have again. */
  readonly settings: JsonObject;
  /** The callbacks, whose memories are saved. */
  readonly callbacks: readonly Callback[];
}

/** `RunState.values` of a run. */
interface Values {
  readonly learningRate: number;
  readonly history: Logs[];
  readonly scores: EpochScoresJSON;
  readonly updates?: number;
  /** In place of `updates`, in checkpoints of versions without it: the steps that were no updates. */
  readonly skipped?: number;
  readonly stopped?: boolean;
  readonly settings?: JsonObject;
  /** What callbacks remember; versions without `settings` had no list. */
  readonly callbacks: readonly SavedState[] | JsonObject;
}

const valuesOf = ({ values }: RunState) => values as unknown as Values;

/** What a store keeps of a run; `arrays` are those of its training state. */
export function saveRun(
  { learningRate, progress, stopped, settings, callbacks }: RunToSave,
  arrays: NamedArrays,
): RunState {
  const { list, tensors } = saveStates(callbacks);
  const { epoch, step, updates, history, scores } = progress;
  const values: Values = {
    ...{ learningRate, history, scores: scores.toJSON(), updates, stopped, settings },
    callbacks: list,
  };
  return { epoch, step, values: values as unknown as JsonValue, tensors: { ...arrays, ...tensors } };
}

/** The settings of the run that a store kept; undefined in checkpoints of versions that saved none. */
export const savedSettings = (state: RunState): JsonObject | undefined => valuesOf(state).settings;

/** The run that a store kept; gives the callbacks their memories back. */
export function restoreRun(
  state: RunState,
  { numClasses, stepsPerEpoch }: { readonly numClasses: number; readonly stepsPerEpoch: number },
  callbacks: readonly Callback[],
  onLog?: (event: LogEvent) => void,
): SavedRun {
  const { epoch, step, tensors } = state;
  const values = valuesOf(state);
  const { learningRate, history, stopped = false, callbacks: list } = values;
  const updates = values.updates ?? epoch * stepsPerEpoch + step - (values.skipped ?? 0);
  const scores = new EpochScores(numClasses);
  scores.restore(values.scores);
  restoreStates({ list: Array.isArray(list) ? list : [], tensors }, callbacks, onLog);
  return { learningRate, progress: { epoch, step, updates, history: [...history], scores }, stopped };
}
