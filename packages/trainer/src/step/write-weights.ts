import * as tf from "@tensorflow/tfjs-core";
import type { ModelWeights } from "./model-weights.ts";
import type { TrainingState } from "./training-state.ts";

/** Writes trained weights and statistics into a model's variables. */
export function writeWeights(variables: ModelWeights, { weights, statistics }: TrainingState): void {
  const pairs = [
    ...variables.trainable.map((variable, i) => [variable, weights[i]] as const),
    ...variables.statistics.map((variable, i) => [variable, statistics[i]] as const),
  ];
  for (const [variable, values] of pairs) {
    const tensor = tf.tensor(values as Float32Array, variable.shape as number[]);
    variable.write(tensor);
    tensor.dispose();
  }
}
