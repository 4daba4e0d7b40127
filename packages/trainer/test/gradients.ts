import type { Batch } from "@faceseg/image";
import { compile } from "@faceseg/onnx";
import * as tf from "@tensorflow/tfjs-core";
import { trainingForward } from "../src/step/training-forward.ts";
import type { TrainingPlan } from "../src/step/training-plan.ts";

type TensorData = Float32Array | Int32Array;

export type Arrays = Record<string, TensorData>;

/** Loss, gradients (`g0`, `g1`, ...) and new statistics (`s0`, ...) of a training step, without an optimiser. */
const lossAndGradients =
  (plan: TrainingPlan) =>
  (inputs: Record<string, tf.Tensor>): Record<string, tf.Tensor> => {
    const { weights, loss } = plan;
    const named = (prefix: string, count: number) =>
      Array.from({ length: count }, (_, i) => inputs[`${prefix}${i}`] as tf.Tensor);
    const moving = named("statistic", weights.statistics.length);
    let statistics: tf.Tensor[] = [];
    const objective = (...values: tf.Tensor[]) => {
      const images = inputs["images"] as tf.Tensor4D;
      const forward = trainingForward(plan, images, values, moving, inputs["step"] as tf.Scalar);
      statistics = forward.statistics;
      return loss.compute(forward.logits, inputs["labels"] as tf.Tensor3D);
    };
    const { value, grads } = tf.valueAndGrads(objective)(named("weight", weights.trainable.length));
    const numbered = (prefix: string, tensors: tf.Tensor[]) =>
      tensors.map((tensor, i) => [`${prefix}${i}`, tensor]);
    return { loss: value, ...Object.fromEntries([...numbered("g", grads), ...numbered("s", statistics)]) };
  };

function inputsOf({ weights }: TrainingPlan, { images, labels, ids, width, height }: Batch, step: number) {
  const values = (prefix: string, variables: typeof weights.trainable) =>
    variables.map((variable, i) => [`${prefix}${i}`, variable.read()]);
  return {
    images: tf.tensor4d(images, [ids.length, height, width, 3]),
    labels: tf.tensor3d(Int32Array.from(labels), [ids.length, height, width], "int32"),
    step: tf.scalar(step),
    ...(Object.fromEntries([
      ...values("weight", weights.trainable),
      ...values("statistic", weights.statistics),
    ]) as Record<string, tf.Tensor>),
  };
}

/** Computed by eager TensorFlow.js. */
export const eagerGradients = (plan: TrainingPlan, batch: Batch, step: number): Arrays =>
  Object.fromEntries(
    Object.entries(lossAndGradients(plan)(inputsOf(plan, batch, step))).map(([name, tensor]) => [
      name,
      tensor.dataSync() as TensorData,
    ]),
  );

/** Computed by the compiled function, for each of `steps`. */
export async function compiledGradients(
  plan: TrainingPlan,
  batch: Batch,
  steps: readonly number[],
): Promise<Arrays[]> {
  const inputs: Record<string, tf.Tensor> = inputsOf(plan, batch, 0);
  const { session } = await compile(lossAndGradients(plan), { inputs });
  const feeds = Object.fromEntries(
    Object.entries(inputs).map(([name, tensor]) => [name, tensor.dataSync() as TensorData]),
  );
  const results: Arrays[] = [];
  for (const step of steps)
    results.push((await session.run({ ...feeds, step: Float32Array.of(step) })) as Arrays);
  await session.dispose();
  return results;
}

/** Largest absolute value. */
export const largest = (data: TensorData): number => Math.max(...Array.from(data, Math.abs));

/** Largest difference of two arrays. */
export function difference(actual: TensorData | undefined, expected: TensorData): number {
  if (actual?.length !== expected.length) return Number.POSITIVE_INFINITY;
  return Math.max(...Array.from(expected, (x, i) => Math.abs(x - (actual[i] as number))));
}
