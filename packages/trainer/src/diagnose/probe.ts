import type { TensorFunction } from "@faceseg/onnx";
import { unpack } from "@faceseg/onnx";
import * as tf from "@tensorflow/tfjs-core";
import { shapesOf } from "../step/model-weights.ts";
import { trainingForward } from "../step/training-forward.ts";
import type { TrainingPlan } from "../step/training-step.ts";

/** Sums over the tensors of one training step: one is finite only where all its numbers are. */
export interface Probe {
  /** Of what each layer gave, in the order of computation. */
  readonly layers: readonly NamedSum[];
  /** Of the gradient of each trainable weight, in their order. */
  readonly gradients: readonly NamedSum[];
}

export interface NamedSum {
  readonly name: string;
  readonly sum: number;
}

/** A training step that only looks: `layers` and `gradients`, one sum each. Names of the layers go to `names`. */
export const probeStep =
  ({ logits: model, weights: variables, loss }: TrainingPlan, names: string[]): TensorFunction =>
  (inputs) => {
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
      const forward = trainingForward(model, variables, images, weights, moving, step, observe);
      kept.push(...forward.auxiliary.map(({ logits }) => logits));
      kept.push(...forward.statistics.filter((tensor) => !moving.includes(tensor)));
      return loss.compute(forward.logits, inputs["labels"] as tf.Tensor3D);
    };
    const { grads } = tf.valueAndGrads(objective)(unpack(inputs["weights"] as tf.Tensor1D, shapes));
    const outputs = { layers: tf.stack(sums), gradients: tf.stack(grads.map((grad) => tf.sum(grad))) };
    tf.dispose([...sums, ...kept]);
    return outputs;
  };

/** The sums with their names. */
export const namedProbe = (
  { weights: { trainable } }: TrainingPlan,
  names: readonly string[],
  layers: ArrayLike<number>,
  gradients: ArrayLike<number>,
): Probe => ({
  layers: names.map((name, i) => ({ name, sum: layers[i] as number })),
  gradients: trainable.map(({ originalName }, i) => ({ name: originalName, sum: gradients[i] as number })),
});
