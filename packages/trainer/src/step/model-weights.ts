import type { LayersModel } from "@tensorflow/tfjs-layers";

type LayerVariable = LayersModel["weights"][number];

/** A model's variables in two lists. */
export interface ModelWeights {
  /** What the optimizer changes. */
  readonly trainable: readonly LayerVariable[];
  /** The others: moving statistics, and the weights of frozen layers. */
  readonly statistics: readonly LayerVariable[];
}

/** The variables of a model, by whether they are trainable now. */
export const modelWeights = (model: LayersModel): ModelWeights => ({
  trainable: model.trainableWeights,
  statistics: model.nonTrainableWeights,
});

/** The shapes of variables. */
export const shapesOf = (variables: readonly LayerVariable[]): number[][] =>
  variables.map(({ shape }) => shape as number[]);
