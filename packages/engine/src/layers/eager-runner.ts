import type { Size } from "@faceseg/image";
import type { Tensor } from "@tensorflow/tfjs-core";
import type { Tfjs } from "../backend/load-tfjs.ts";
import { onBackend } from "../backend/on-backend.ts";
import { withWeights } from "../backend/with-weights.ts";
import type { Runner } from "../predictor/runner.ts";
import { idsOf, probabilitiesOf } from "./questions.ts";
import type { ScoreNetwork } from "./score-network.ts";

/** Runs a network eagerly on a TensorFlow.js backend, with a copy of its weights there. */
export async function eagerRunner(
  tf: Tfjs,
  network: ScoreNetwork,
  size: Size,
  backend: string,
): Promise<Runner> {
  const { variables, numClasses } = network;
  const values = await Promise.all(variables.map(async (variable) => (await variable.read().data()).slice()));
  const weights = onBackend(tf, backend, () =>
    variables.map((variable, i) => tf.tensor(values[i] as Float32Array, variable.shape as number[])),
  );
  const ask = async (images: Float32Array, count: number, question: typeof idsOf) => {
    const result: Tensor = onBackend(tf, backend, () =>
      withWeights(variables, weights, () =>
        question(tf, network, tf.tensor4d(images, [count, size.height, size.width, 3])),
      ),
    );
    const data = await result.data();
    const { shape } = result;
    result.dispose();
    return { data, shape };
  };
  return {
    inputSize: size,
    numClasses,
    fixedBatch: undefined,
    ids: async (images, count) => Uint8Array.from((await ask(images, count, idsOf)).data),
    async probabilities(images, count) {
      const { data, shape } = await ask(images, count, probabilitiesOf);
      return {
        width: shape[2] as number,
        height: shape[1] as number,
        numClasses,
        data: Float32Array.from(data),
      };
    },
    async dispose() {
      tf.dispose(weights);
    },
  };
}
