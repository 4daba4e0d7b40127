import type { Tensor } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";

type LayerVariable = LayersModel["weights"][number];

/** A model's variables in two lists: what the optimiser changes, and what it does not (statistics, frozen layers). */
export interface ModelWeights {
  readonly trainable: readonly LayerVariable[];
  readonly statistics: readonly LayerVariable[];
}

export const modelWeights = (model: LayersModel): ModelWeights => ({
  trainable: model.trainableWeights,
  statistics: model.nonTrainableWeights,
});

export const shapesOf = (variables: readonly LayerVariable[]): number[][] =>
  variables.map(({ shape }) => shape as number[]);

/** Runs `fn` while the variables read as the given tensors, and puts everything back. */
export function withWeights<T>(
  variables: readonly LayerVariable[],
  tensors: readonly Tensor[],
  fn: () => T,
): T {
  for (const [i, variable] of variables.entries()) {
    Object.defineProperty(variable, "read", { value: () => tensors[i], configurable: true });
  }
  try {
    return fn();
  } finally {
    for (const variable of variables) Reflect.deleteProperty(variable, "read");
  }
}
