import { compile, type SessionOptions } from "@faceseg/onnx";
import * as tf from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { withWeights } from "../step/model-weights.ts";
import { onBackend } from "./on-backend.ts";

/** A network with its weights of one moment, ready for inference. */
export interface Classifier {
  /** Class ids of pictures, [batch, height, width]. */
  predict(images: Float32Array): Promise<Uint8Array>;
  /** Class probabilities of pictures, [batch, height, width, classes]; absent unless they were asked for. */
  probabilities?(images: Float32Array): Promise<Float32Array>;
  dispose(): Promise<void>;
}

/** What a classifier is made for. */
export interface ClassifierRequest {
  /** Of the pictures, [batch, height, width, channels]. */
  readonly shape: readonly [number, number, number, number];
  readonly probabilities: boolean;
}

type Question = (logits: tf.Tensor) => tf.Tensor;

const ids: Question = (logits) => tf.argMax(logits, 3);
const probabilities: Question = (logits) => tf.softmax(logits);

const answer = (network: LayersModel, images: tf.Tensor, question: Question) =>
  question(network.apply(images, { training: false }) as tf.Tensor);

/** Runs compiled on ONNX Runtime. */
export async function compiledClassifier(
  network: LayersModel,
  request: ClassifierRequest,
  options: SessionOptions,
): Promise<Classifier> {
  // Constant filters: ONNX Runtime folds batch normalisation and blocks the channels itself.
  const settings = { ...options, channelBlock: 0, optimization: "all" } as const;
  const prepare = async (question: Question) => {
    const fn = ({ images }: Record<string, tf.Tensor>) => ({
      answer: answer(network, images as tf.Tensor, question),
    });
    return (await compile(fn, { images: { shape: request.shape } }, settings)).session;
  };
  const forIds = await prepare(ids);
  const forProbabilities = request.probabilities ? await prepare(probabilities) : undefined;
  return {
    predict: async (images) => Uint8Array.from((await forIds.run({ images }))["answer"] as Int32Array),
    ...(forProbabilities && {
      probabilities: async (images) => (await forProbabilities.run({ images }))["answer"] as Float32Array,
    }),
    async dispose() {
      await forIds.dispose();
      await forProbabilities?.dispose();
    },
  };
}

/** Runs eagerly on a TensorFlow.js backend. */
export async function eagerClassifier(
  network: LayersModel,
  request: ClassifierRequest,
  backend: string,
): Promise<Classifier> {
  const variables = network.weights;
  const values = await Promise.all(variables.map(async (variable) => (await variable.read().data()).slice()));
  const weights = onBackend(backend, () =>
    variables.map((variable, i) => tf.tensor(values[i] as Float32Array, variable.shape as number[])),
  );
  const ask = async (images: Float32Array, question: Question) => {
    const run = () => answer(network, tf.tensor4d(images, [...request.shape]), question);
    const result = onBackend(backend, () => withWeights(variables, weights, run));
    const data = await result.data();
    result.dispose();
    return data;
  };
  return {
    predict: async (images) => Uint8Array.from(await ask(images, ids)),
    ...(request.probabilities && {
      probabilities: async (images) => (await ask(images, probabilities)) as Float32Array,
    }),
    async dispose() {
      tf.dispose(weights);
    },
  };
}
