import { type LayersModel, model as makeModel } from "@tensorflow/tfjs-layers";
import { chooseEngine } from "./engines/choose.ts";
import type { ChosenEngine, EngineOptions } from "./engines/engine-options.ts";

/** Options of `createPredictor`. */
export interface PredictorOptions extends EngineOptions {
  /** Pictures a call. @default 1 */
  readonly batchSize?: number;
  /** Whether `probabilities` will be asked for, which compiles a second graph. @default false */
  readonly probabilities?: boolean;
}

/** A network made ready for inference: weights frozen, batch normalisation folded. */
export interface Predictor {
  readonly batchSize: number;
  readonly engine: ChosenEngine;
  /**
   * Class ids of `batchSize` pictures.
   *
   * @param images RGB in [0, 1], [batch, height, width, 3]
   * @returns [batch, height, width]
   */
  predict(images: Float32Array): Promise<Uint8Array>;
  /**
   * Class probabilities of `batchSize` pictures: the softmax of the model's logits.
   *
   * @throws {Error} unless the predictor was made with `probabilities: true`.
   * @param images RGB in [0, 1], [batch, height, width, 3]
   * @returns [batch, height, width, classes]
   */
  probabilities(images: Float32Array): Promise<Float32Array>;
  /** Frees the compiled network. */
  dispose(): Promise<void>;
}

/**
 * Compiles a model for inference, with its weights of this moment; later training does not change the predictor.
 *
 * @throws {Error} where the input size of the model is not fixed.
 */
export async function createPredictor(
  model: LayersModel,
  options: PredictorOptions = {},
): Promise<Predictor> {
  const { batchSize = 1, probabilities = false } = options;
  const [, height, width, channels] = model.inputs[0]?.shape ?? [];
  if (!height || !width || !channels) {
    throw new Error(
      `Expected model ${model.name} to have an input of fixed size, got [${model.inputs[0]?.shape}].`,
    );
  }
  const layer = model.layers.find(({ name }) => name === "logits");
  const network = layer ? makeModel({ inputs: model.inputs, outputs: layer.output }) : model;
  const { chosen, classify } = await chooseEngine(options);
  const shape = [batchSize, height, width, channels] as const;
  const classifier = await classify(network, { shape, probabilities });
  return { batchSize, engine: chosen, probabilities: notAskedFor, ...classifier };
}

const notAskedFor = async (): Promise<never> => {
  throw new Error(
    "Expected createPredictor to be called with `probabilities: true` before probabilities() is.",
  );
};
