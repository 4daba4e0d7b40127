import { orMissing, required } from "@faceseg/core";
import type { LayersModelLike } from "@faceseg/model-files";
import type { Tensor } from "@tensorflow/tfjs-core";
import type { LayersModel, SymbolicTensor } from "@tensorflow/tfjs-layers";
import { type GraphTensor, givesProbabilities, logitsBefore } from "./softmax-layers.ts";

/** A model, up to the scores of its pixels. */
export interface ScoreNetwork {
  /** Number of scores of a pixel. */
  readonly numClasses: number;
  /** Whether the scores are probabilities already; else they are logits. */
  readonly isNormalized: boolean;
  /** All variables. */
  readonly variables: LayersModel["weights"];
  /** The scores of images [batch, height, width, 3], as in inference. */
  apply(images: Tensor): Tensor;
}

/**
 * The part of a model that gives scores: up to the logits where a softmax follows them in a layer of its own, as ids need
 * none and logits are the finer numbers; else all of it.
 *
 * @throws {TypeError} where the model does not give one score per class for each pixel.
 */
export async function scoreNetwork(given: LayersModelLike): Promise<ScoreNetwork> {
  const model = given as LayersModel;
  const output = model.outputs[0] as unknown as GraphTensor | undefined;
  const numClasses = output?.shape.at(-1);
  if (output?.shape.length !== 4 || !numClasses) {
    throw new TypeError(
      `Expected \`model\` to have an output [batch, height, width, classes], got [${output?.shape.join(", ") ?? ""}]`,
    );
  }
  const scores = logitsBefore(output) ?? output;
  const isWhole = scores === output && model.outputs.length === 1;
  const network = isWhole ? model : await cut(model, scores);
  return {
    numClasses,
    isNormalized: givesProbabilities(scores),
    variables: network.weights,
    apply: (images) => network.apply(images, { training: false }) as Tensor,
  };
}

/** The model from its input to a tensor inside; it shares the layers. */
async function cut(model: LayersModel, output: GraphTensor): Promise<LayersModel> {
  const name = "@tensorflow/tfjs-layers";
  const layers = required(
    await import("@tensorflow/tfjs-layers").catch(orMissing(name)),
    name,
    "Predicting with a layers model",
  );
  return layers.model({ inputs: model.inputs, outputs: output as unknown as SymbolicTensor });
}
