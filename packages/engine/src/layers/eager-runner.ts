import type { Size } from "@faceseg/image";
import type { Tensor } from "@tensorflow/tfjs-core";
import type { Tfjs } from "../backend/load-tfjs.ts";
import { onBackend } from "../backend/on-backend.ts";
import { withWeights } from "../backend/with-weights.ts";
import type { Runner } from "../predictor/runner.ts";
import { checkFinite } from "../scores/check-scores.ts";
import { classesOf } from "../scores/from-scores.ts";
import { idsOf, probabilitiesOf, type Question } from "./questions.ts";
import type { ScoreNetwork } from "./score-network.ts";

/** Runs a network eagerly on a TensorFlow.js backend, with a copy of its weights there. */
export async function eagerRunner(
  tf: Tfjs,
  network: ScoreNetwork,
  size: Size,
  backend: string,
): Promise<Runner> {
  const { variables, layout } = network;
  const numClasses = classesOf(layout.channels);
  const values = await Promise.all(variables.map(async (variable) => (await variable.read().data()).slice()));
  const weights = onBackend(tf, backend, () =>
    variables.map((variable, i) => tf.tensor(values[i] as Float32Array, variable.shape as number[])),
  );
  const ask = async (images: Float32Array, count: number, question: Question) => {
    const results = onBackend(tf, backend, () =>
      withWeights(variables, weights, () =>
        question(tf, network, tf.tensor4d(images, [count, size.height, size.width, 3])),
      ),
    );
    const { answer, check } = results;
    try {
      if (check) checkFinite(Float32Array.from(await check.data()));
      return { data: await (answer as Tensor).data(), shape: (answer as Tensor).shape };
    } finally {
      tf.dispose(results);
    }
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
        data: checkFinite(Float32Array.from(data)),
      };
    },
    async dispose() {
      tf.dispose(weights);
    },
  };
}
