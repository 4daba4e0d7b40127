import type { Callback, CallbackState } from "../callbacks/callback.ts";
import type { JsonValue, NamedArray, NamedArrays, RunState } from "../checkpoint/run-store.ts";
import { EpochScores, type EpochScoresJSON } from "../step/epoch-scores.ts";
import type { Logs } from "../step/logs.ts";
import type { Progress } from "./progress.ts";

/** All of a run that a store keeps, beside the arrays of its training state. */
export interface SavedRun {
  /** Rate of the next step. */
  readonly learningRate: number;
  /** How far the run has come. */
  readonly progress: Progress;
}

/** `RunState.values` of a run. */
interface Values {
  readonly learningRate: number;
  readonly history: Logs[];
  readonly scores: EpochScoresJSON;
  readonly skipped?: number;
  /** What callbacks remember, by their keys. */
  readonly callbacks: Record<string, JsonValue>;
}

/** What a store keeps of a run; `arrays` are those of its training state. */
export function saveRun(
  { learningRate, progress }: SavedRun,
  arrays: NamedArrays,
  callbacks: readonly Callback[],
): RunState {
  const tensors: Record<string, NamedArray> = { ...arrays };
  const memories: Record<string, JsonValue> = {};
  for (const [key, callback] of keyed(callbacks)) {
    const state = callback.getState?.();
    if (!state) continue;
    memories[key] = state.values;
    for (const [name, tensor] of Object.entries(state.tensors ?? {})) tensors[prefixOf(key) + name] = tensor;
  }
  const { epoch, step, skipped, history, scores } = progress;
  const values = { learningRate, history, scores: scores.toJSON(), skipped, callbacks: memories };
  return { epoch, step, values: values as unknown as JsonValue, tensors };
}

/** The run that a store kept; gives the callbacks their memories back. */
export function restoreRun(
  { epoch, step, values, tensors }: RunState,
  numClasses: number,
  callbacks: readonly Callback[],
): SavedRun {
  const {
    learningRate,
    history,
    scores: saved,
    skipped = 0,
    callbacks: memories,
  } = values as unknown as Values;
  const scores = new EpochScores(numClasses);
  scores.restore(saved);
  for (const [key, callback] of keyed(callbacks)) {
    const memory = memories[key];
    if (memory !== undefined) callback.setState?.(memoryOf(key, memory, tensors));
  }
  return { learningRate, progress: { epoch, step, skipped, history: [...history], scores } };
}

function memoryOf(key: string, values: JsonValue, tensors: NamedArrays): CallbackState {
  const prefix = prefixOf(key);
  const own = Object.entries(tensors).filter(([name]) => name.startsWith(prefix));
  if (own.length === 0) return { values };
  return {
    values,
    tensors: Object.fromEntries(own.map(([name, tensor]) => [name.slice(prefix.length), tensor])),
  };
}

/** Callbacks by a key that is unique in the run. */
const keyed = (callbacks: readonly Callback[]) =>
  callbacks.map((callback, i) => [`${i}-${callback.name}`, callback] as const);

/** What the names of a callback's tensors begin with. */
const prefixOf = (key: string) => `callback/${key}/`;
