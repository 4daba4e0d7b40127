import { type LayersModel, model as makeModel, type SymbolicTensor } from "@tensorflow/tfjs-layers";
import type { Loss } from "../losses/loss.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import { classesOf } from "./class-logits.ts";
import { type ModelWeights, modelWeights } from "./model-weights.ts";
import type { StatisticsRule } from "./statistics-rule.ts";

/** Everything that defines how a model is trained. */
export interface TrainingPlan {
  /** The model that is trained. */
  readonly model: LayersModel;
  /** `model` up to its layer `logits`. */
  readonly logits: LayersModel;
  /** The model's variables: those that the optimizer changes, and the others. */
  readonly weights: ModelWeights;
  /** What the training minimizes. */
  readonly loss: Loss;
  /** How it changes the weights. */
  readonly optimizer: Optimizer;
  /** Number of classes: that of the channels of the logits, or 2 where they have one channel. */
  readonly numClasses: number;
  /** How fast the moving statistics of batch normalization follow the batches. */
  readonly statisticsRule: StatisticsRule;
}

/** @throws {Error} where the model has no layer `logits` with output [batch, height, width, classes]. */
export function trainingPlan(
  model: LayersModel,
  loss: Loss,
  optimizer: Optimizer,
  statisticsRule: StatisticsRule = "warm-up",
): TrainingPlan {
  const layer = model.layers.find(({ name }) => name === "logits");
  const output = layer?.output as SymbolicTensor | undefined;
  if (output?.shape.length !== 4) {
    throw new Error(
      `Expected \`model\` to have a layer "logits" of shape [batch, height, width, classes], ` +
        `got ${model.name}, whose last layer is "${model.layers.at(-1)?.name}"`,
    );
  }
  const logits = makeModel({ inputs: model.inputs, outputs: output });
  const numClasses = classesOf(output.shape[3] as number);
  return { model, logits, weights: modelWeights(model), loss, optimizer, numClasses, statisticsRule };
}
