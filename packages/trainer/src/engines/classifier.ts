import { compile, type SessionOptions } from "@faceseg/onnx";
import * as tf from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { withWeights } from "../model-weights.ts";
import { onBackend } from "./on-backend.ts";

/** A network with its weights of one moment, ready for inference. */
export interface Classifier {
  /** Class ids of pictures, [batch, height, width]. */
  predict(images: Float32Array): Promise<Uint8Array>;
  dispose(): Promise<void>;
}

type Shape = readonly [number, number, number, number];

const classify = (network: LayersModel, images: tf.Tensor) =>
  tf.argMax(network.apply(images, { training: false }) as tf.Tensor, 3);

/** Runs compiled on ONNX Runtime. */
export async function compiledClassifier(
  network: LayersModel,
  shape: Shape,
  options: SessionOptions,
): Promise<Classifier> {
  const fn = ({ images }: Record<string, tf.Tensor>) => ({ ids: classify(network, images as tf.Tensor) });
  // Constant filters: ONNX Runtime folds batch normalisation and blocks the channels itself.
  const settings = { ...options, channelBlock: 0, optimization: "all" } as const;
  const { session } = await compile(fn, { images: { shape } }, settings);
  return {
    predict: async (images) => Uint8Array.from((await session.run({ images }))["ids"] as Int32Array),
    dispose: () => session.dispose(),
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
  return {
    async predict(images) {
      const run = () => classify(network, tf.tensor4d(images, [...shape]));
      const ids = onBackend(backend, () => withWeights(variables, weights, run));
      const data = await ids.data();
      ids.dispose();
      return Uint8Array.from(data);
    },
    async dispose() {
      tf.dispose(weights);
    },
  };
}
