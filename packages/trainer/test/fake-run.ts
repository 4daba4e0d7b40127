import * as layers from "@tensorflow/tfjs-layers";
import type { Callback, Run } from "../src/callbacks/callback.ts";
import type { Logs } from "../src/step/logs.ts";

export interface FakeRun extends Run {
  stopped: boolean;
  syncs: number;
}

/** A run over nothing: callbacks can set its rate and stop it. */
export function fakeRun(options: Partial<Run> = {}): FakeRun {
  return {
    model: oneWeight(0),
    epochs: 10,
    stepsPerEpoch: 4,
    learningRate: 1e-3,
    stopped: false,
    syncs: 0,
    stop() {
      this.stopped = true;
    },
    async syncWeights() {
      this.syncs += 1;
    },
    ...options,
  };
}

/** A model of a single weight. */
export function oneWeight(value: number): layers.LayersModel {
  const dense = layers.layers.dense({
    units: 1,
    useBias: false,
    inputShape: [1],
    name: "only",
    kernelInitializer: layers.initializers.constant({ value }),
  });
  return layers.sequential({ layers: [dense] });
}

/** Calls the callback at the end of each epoch until it stops the run; returns the last epoch. */
export async function epochs(
  callback: Callback,
  run: FakeRun,
  values: readonly Logs[],
  each: (epoch: number) => unknown = () => {},
  first = 0,
): Promise<number> {
  for (let epoch = first; epoch < values.length; epoch += 1) {
    await each(epoch);
    await callback.onEpochEnd?.(epoch, values[epoch] as Logs, run);
    if (run.stopped) return epoch;
  }
  return values.length - 1;
}

/** The callback's state as a checkpoint gives it back: values through JSON, tensors copied. */
export function throughCheckpoint(
  callback: Callback,
): NonNullable<ReturnType<NonNullable<Callback["getState"]>>> {
  const state = callback.getState?.();
  if (state === undefined) throw new Error(`${callback.name} has no state`);
  const values = JSON.parse(JSON.stringify(state.values));
  if (state.tensors === undefined) return { values };
  const tensors = Object.entries(state.tensors).map(([name, { shape, data }]) => [
    name,
    { shape, data: data.slice() },
  ]);
  return { values, tensors: Object.fromEntries(tensors) };
}
