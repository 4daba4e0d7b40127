import { shown } from "@faceseg/core";
import type { Callback, CallbackState } from "../callbacks/callback.ts";
import type { NamedArray, NamedArrays } from "../checkpoint/run-store.ts";
import type { LogEvent } from "../diagnose/log-event.ts";
import { pairStates, type SavedState } from "./pair-states.ts";

/** What the callbacks of a run remember, as a checkpoint has it. */
export interface SavedStates {
  /** The states, in the order of the callbacks that have one. */
  readonly list: readonly SavedState[];
  /** Their tensors, named `callback/<place in the list>/...`, maybe among others. */
  readonly tensors: NamedArrays;
}

/** Asks all callbacks for their states. */
export function saveStates(callbacks: readonly Callback[]): SavedStates {
  const list: SavedState[] = [];
  const tensors: Record<string, NamedArray> = {};
  for (const callback of callbacks) {
    const state = callback.getState?.();
    if (!state) continue;
    const { name, key } = callback;
    const prefix = prefixOf(list.length);
    for (const [own, tensor] of Object.entries(state.tensors ?? {})) tensors[prefix + own] = tensor;
    list.push({ name, ...(key !== undefined && { key }), values: state.values });
  }
  return { list, tensors };
}

/** Gives the callbacks their states back, by name and key, and tells of states and callbacks that remain alone. */
export function restoreStates(
  { list, tensors }: SavedStates,
  callbacks: readonly Callback[],
  onLog: ((event: LogEvent) => void) | undefined,
): void {
  const pairs = pairStates(callbacks, list);
  const tell = (message: string) => onLog?.({ kind: "leftover-state", message });
  for (const callback of callbacks) {
    const state = pairs.get(callback);
    if (state !== undefined) callback.setState?.(memoryOf(state, list.indexOf(state), tensors));
    else if (callback.getState && list.length > 0)
      tell(`${nameOf(callback)} has no state in the checkpoint and begins anew`);
  }
  const taken = new Set(pairs.values());
  for (const state of list)
    if (!taken.has(state)) tell(`The checkpoint has a state of ${nameOf(state)}, which no callback takes`);
}

function memoryOf({ values }: SavedState, place: number, tensors: NamedArrays): CallbackState {
  const prefix = prefixOf(place);
  const own = Object.entries(tensors).filter(([name]) => name.startsWith(prefix));
  if (own.length === 0) return { values };
  return {
    values,
    tensors: Object.fromEntries(own.map(([name, tensor]) => [name.slice(prefix.length), tensor])),
  };
}

const prefixOf = (place: number) => `callback/${place}/`;

const nameOf = ({ name, key }: Pick<SavedState, "name" | "key">) =>
  key === undefined ? name : `${name} ${shown(key)}`;
