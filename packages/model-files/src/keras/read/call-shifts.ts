import type { Call, TensorRef } from "./read-calls.ts";

/** What is asked about a layer. */
interface Called {
  readonly calls: readonly Call[];
  /** The class of a model in the model. */
  readonly inner: string | undefined;
}

/**
 * How far the numbers of calls are off, by layer. A model in a model has one call of its own, from when it was made:
 * Keras 3 counts it in the outer model's outputs alone (and not for Sequential ones), Keras 2 mostly everywhere.
 */
export interface CallShifts {
  inputs(layer: string, call: Call): number;
  ends(layer: string): number;
}

export function callShifts(parts: ReadonlyMap<string, Called>, ends: readonly TensorRef[]): CallShifts {
  const least = new Map<string, number>();
  const note = ({ layer, call }: TensorRef) => least.set(layer, Math.min(call, least.get(layer) ?? 1));
  for (const part of parts.values()) {
    for (const call of part.calls) if (call.legacy) call.inputs.forEach(note);
  }
  ends.forEach(note);
  const shift = (name: string, isKeras2: boolean): number => {
    const inner = parts.get(name)?.inner;
    if (inner === undefined) return 0;
    if (isKeras2) return least.get(name) ?? 0;
    return inner === "Sequential" ? 0 : 1;
  };
  const isKeras2 = (name: string) => parts.get(name)?.calls.some(({ legacy }) => legacy) ?? false;
  return {
    inputs: (name, call) => (call.legacy ? shift(name, true) : 0),
    ends: (name) => shift(name, isKeras2(name)),
  };
}
