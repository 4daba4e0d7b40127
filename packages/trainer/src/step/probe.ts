import type { TensorFunction } from "@faceseg/onnx";
import { unpack } from "@faceseg/onnx/internal";
import * as tf from "@tensorflow/tfjs-core";
import { shapesOf } from "./model-weights.ts";
import { trainingForward } from "./training-forward.ts";
import type { TrainingPlan } from "./training-plan.ts";

/** Sums over the tensors of a training step: a sum is finite only where all its numbers are. */
export interface Probe {
  /** Sums of the outputs of all layers, in the order of computation. */
  readonly layers: readonly NamedSum[];
  /** Sums of the gradients of all trainable weights, in their order. */
  readonly gradients: readonly NamedSum[];
}

/** A sum with the name of its layer or weight. */
export interface NamedSum {
  /** Name of the layer or weight. */
  readonly name: string;
  /** Sum of the tensor. */
  readonly sum: number;
}

/** A training step that changes nothing: returns `layers` and `gradients`, sums each. Adds layer names to `names`. */
export const probeStep =
  (plan: TrainingPlan, names: string[]): TensorFunction =>
  (inputs) => {
    const { weights: variables, loss } = plan;
    const { statistics } = variables;
    const shapes = shapesOf(variables.trainable);
    const moving =
      statistics.length > 0 ? unpack(inputs["statistics"] as tf.Tensor1D, shapesOf(statistics)) : [];
    const images = inputs["images"] as tf.Tensor4D;
    const sums: tf.Tensor[] = [];
    const kept: tf.Tensor[] = [];
    const observe = (name: string, output: tf.Tensor) => {
      names.push(name);
      sums.push(tf.keep(tf.sum(output)));
    };
    const objective = (...weights: tf.Tensor[]) => {
      const step = inputs["step"] as tf.Scalar;
      const forward = trainingForward(plan, images, weights, moving, step, observe);
      kept.push(...forward.auxiliary.map(({ logits }) => logits));
      kept.push(...forward.statistics.filter((tensor) => !moving.includes(tensor)));
      return loss.compute(forward.logits, inputs["labels"] as tf.Tensor3D);
    };
    const { grads } = tf.valueAndGrads(objective)(unpack(inputs["weights"] as tf.Tensor1D, shapes));
    const outputs = { layers: tf.stack(sums), gradients: tf.stack(grads.map((grad) => tf.sum(grad))) };
    tf.dispose([...sums, ...kept]);
    return outputs;
  };

/** The sums that `probeStep` returns, with their names. */
export const namedProbe = (
  { weights: { trainable } }: TrainingPlan,
  names: readonly string[],
  layers: ArrayLike<number>,
  gradients: ArrayLike<number>,
): Probe => ({
  layers: names.map((name, i) => ({ name, sum: layers[i] as number })),
  gradients: trainable.map(({ originalName }, i) => ({ name: originalName, sum: gradients[i] as number })),
});
