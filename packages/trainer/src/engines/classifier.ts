import { compile, type SessionOptions } from "@faceseg/onnx";
import * as tf from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { withWeights } from "../model-weights.ts";
import { onBackend } from "./on-backend.ts";

/** A network with its weights of one moment, ready for inference. */
export interface Classifier {
  /** Class ids of pictures, [batch, height, width]. */
  predict(images: Float32Array): Promise<Uint8Array>;
  /** Class probabilities of pictures, [batch, height, width, classes]. */
  probabilities(images: Float32Array): Promise<Float32Array>;
  dispose(): Promise<void>;
}

type Shape = readonly [number, number, number, number];

type Question = (logits: tf.Tensor) => tf.Tensor;

const ids: Question = (logits) => tf.argMax(logits, 3);
const probabilities: Question = (logits) => tf.softmax(logits);

const answer = (network: LayersModel, images: tf.Tensor, question: Question) =>
  question(network.apply(images, { training: false }) as tf.Tensor);

/** Runs compiled on ONNX Runtime. */
export async function compiledClassifier(
  network: LayersModel,
  shape: Shape,
  options: SessionOptions,
): Promise<Classifier> {
  const variables = network.weights;
  const weights = variables.map((variable) => tf.clone(variable.read())); // of this moment, for both graphs
  // Constant filters: ONNX Runtime folds batch normalisation and blocks the channels itself.
  const settings = { ...options, channelBlock: 0, optimization: "all" } as const;
  const prepare = async (question: Question) => {
    const fn = ({ images }: Record<string, tf.Tensor>) => ({
      answer: withWeights(variables, weights, () => answer(network, images as tf.Tensor, question)),
    });
    return (await compile(fn, { images: { shape } }, settings)).session;
  };
  const forIds = await prepare(ids);
  let forProbabilities: ReturnType<typeof prepare> | undefined; // compiled for those who ask
  return {
    predict: async (images) => Uint8Array.from((await forIds.run({ images }))["answer"] as Int32Array),
    async probabilities(images) {
      forProbabilities ??= prepare(probabilities);
      return (await (await forProbabilities).run({ images }))["answer"] as Float32Array;
    },
    async dispose() {
      await forIds.dispose();
      await (await forProbabilities)?.dispose();
      tf.dispose(weights);
    },
  };
}

/** Runs eagerly on a TensorFlow.js backend. */
export async function eagerClassifier(
  network: LayersModel,
  shape: Shape,
  backend: string,
): Promise<Classifier> {
  const variables = network.weights;
  const values = await Promise.all(variables.map(async (variable) => (await variable.read().data()).slice()));
  const weights = onBackend(backend, () =>
    variables.map((variable, i) => tf.tensor(values[i] as Float32Array, variable.shape as number[])),
  );
  const ask = async (images: Float32Array, question: Question) => {
    const run = () => answer(network, tf.tensor4d(images, [...shape]), question);
    const result = onBackend(backend, () => withWeights(variables, weights, run));
    const data = await result.data();
    result.dispose();
    return data;
  };
  return {
    predict: async (images) => Uint8Array.from(await ask(images, ids)),
    probabilities: async (images) => (await ask(images, probabilities)) as Float32Array,
    async dispose() {
      tf.dispose(weights);
    },
  };
}
