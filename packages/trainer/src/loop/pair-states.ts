import type { Callback } from "../callbacks/callback.ts";
import type { JsonValue } from "../settings/json.ts";

/** What a callback remembers, in the values of a checkpoint. */
export interface SavedState {
  /** Name of the callback. */
  readonly name: string;
  /** Its `key`. */
  readonly key?: string;
  /** `CallbackState.values`. */
  readonly values: JsonValue;
}

/**
 * Finds the state of each callback: the first of its name and key that no callback before it has. A callback whose key is a
 * path that no state has takes the state of the path with the most folders in common at the end, so that the folder of a run
 * may be moved.
 */
export function pairStates(
  callbacks: readonly Callback[],
  states: readonly SavedState[],
): Map<Callback, SavedState> {
  const pairs = new Map<Callback, SavedState>();
  const free = new Set(states);
  const pair = (find: (callback: Callback, namesakes: readonly SavedState[]) => SavedState | undefined) => {
    for (const callback of callbacks) {
      if (pairs.has(callback)) continue;
      const namesakes = [...free].filter(({ name }) => name === callback.name);
      const state = find(callback, namesakes);
      if (state === undefined) continue;
      pairs.set(callback, state);
      free.delete(state);
    }
  };
  pair(({ key }, namesakes) => namesakes.find((state) => state.key === key));
  pair(({ key }, namesakes) => (key === undefined ? undefined : mostAlike(key, namesakes)));
  return pairs;
}

/** The state whose path ends as `path` does, for the most parts; none where two are equally alike. */
function mostAlike(path: string, states: readonly SavedState[]): SavedState | undefined {
  const alike = states.map((state) => ({ state, parts: commonEnd(path, state.key ?? "") }));
  const [best, second] = alike.sort((a, b) => b.parts - a.parts);
  return best && best.parts > (second?.parts ?? 0) ? best.state : undefined;
}

/** How many of the last parts of two paths are the same. */
function commonEnd(path: string, other: string): number {
  const [a, b] = [path, other].map((text) => text.split(/[\\/]/).reverse()) as [string[], string[]];
  const end = a.findIndex((part, i) => part !== b[i]);
  return end < 0 ? a.length : end;
}
