import { orMissing, required } from "@faceseg/core";
import type { Size } from "@faceseg/image";
import type { LayersModelLike } from "@faceseg/model-files";
import type { Tensor } from "@tensorflow/tfjs-core";
import type { LayersModel, SymbolicTensor } from "@tensorflow/tfjs-layers";
import type { OutputOptions } from "../predictor/predictor.ts";
import { type ScoreMeaning, scoreMeaning } from "../scores/meaning.ts";
import { type GraphTensor, layerMeaning, logitsBefore } from "./layer-meaning.ts";
import { layerReading, type ScoreLayout } from "./layer-reading.ts";

/** A model, up to the scores of its pixels. */
export interface ScoreNetwork {
  /** How the numbers of its output lie. */
  readonly layout: ScoreLayout;
  /** What the scores are. */
  readonly meaning: ScoreMeaning;
  /** All variables. */
  readonly variables: LayersModel["weights"];
  /** The scores of images [batch, height, width, 3], as in inference. */
  apply(images: Tensor): Tensor;
}

/**
 * The part of a model that gives scores: up to the logits where a softmax follows them in a layer of its own, as ids need
 * none and logits are the finer numbers; else all of it.
 *
 * @param size Of the model's input.
 * @throws {TypeError} where the model does not give one score per class for each pixel.
 * @throws {RangeError} where the options name no output of the model, or its output can be read in several ways.
 */
export async function scoreNetwork(
  given: LayersModelLike,
  size: Size,
  options: OutputOptions,
): Promise<ScoreNetwork> {
  const model = given as LayersModel;
  const output = model.outputs[outputIndex(model, options)] as unknown as GraphTensor;
  const layout = layerReading(output.shape, size, options);
  const isTold = options.scores !== undefined;
  const scores = (isTold ? undefined : logitsBefore(output)) ?? output;
  const isWhole = scores === output && model.outputs.length === 1;
  const network = isWhole ? model : await cut(model, scores);
  if (options.scores === "ids")
    throw new TypeError('Expected `scores` of an ONNX file for "ids", got a layers model');
  // A last layer that tells nothing, such as one of someone's own, is taken for logits: the likeliest class is the same.
  const meaning =
    scoreMeaning("the model's output", layout.channels, layerMeaning(scores), options) ?? "logits";
  return {
    layout,
    meaning,
    variables: network.weights,
    apply: (images) => network.apply(images, { training: false }) as Tensor,
  };
}

function outputIndex({ outputs, outputNames }: LayersModel, { output }: OutputOptions): number {
  const at = output === undefined ? 0 : outputNames.indexOf(output);
  if (at >= 0 && at < outputs.length) return at;
  const names = outputNames.map((name) => JSON.stringify(name)).join(", ");
  throw new RangeError(`Expected \`output\` to be one of ${names}, got ${JSON.stringify(output)}`);
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
