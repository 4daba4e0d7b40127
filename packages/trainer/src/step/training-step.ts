import { withWeights } from "@faceseg/engine";
import type { TensorFunction } from "@faceseg/onnx";
import { pack, unpack } from "@faceseg/onnx/internal";
import * as tf from "@tensorflow/tfjs-core";
import { classLogits } from "./class-logits.ts";
import { type ModelWeights, shapesOf } from "./model-weights.ts";
import { trainingForward } from "./training-forward.ts";
import type { TrainingPlan } from "./training-plan.ts";
import { nextName, slotName } from "./vectors.ts";

/**
 * One training step as a pure function. Takes `images`, `labels` (int32), the packed vectors `weights`, `statistics`
 * and `slot_*`, and the scalars `learningRate` and `step` (from 1). Returns `loss` (with that of auxiliary heads), `predictions`
 * (int32 class ids), `health`, which is finite where all gradients and statistics are, and the new vectors as `next_*`.
 */
export const trainingStep =
  (plan: TrainingPlan): TensorFunction =>
  (inputs) => {
    const { weights: variables, loss, optimizer } = plan;
    const images = inputs["images"] as tf.Tensor4D;
    const labels = inputs["labels"] as tf.Tensor3D;
    const moving = unpackStatistics(inputs, variables);
    const kept: tf.Tensor[] = [];
    const auxiliary: tf.Tensor[] = [];
    let predictions: tf.Tensor | undefined;
    const objective = (...weights: tf.Tensor[]) => {
      const step = inputs["step"] as tf.Scalar;
      const forward = trainingForward(plan, images, weights, moving, step);
      predictions = tf.keep(tf.argMax(forward.logits, 3));
      kept.push(...forward.statistics);
      auxiliary.push(...forward.auxiliary.map(({ logits }) => logits));
      const own = loss.compute(forward.logits, labels);
      return forward.auxiliary.reduce<tf.Scalar>(
        (sum, { logits, weight }) => tf.add(sum, tf.mul(loss.compute(logits, labels), weight)),
        own,
      );
    };
    const shapes = shapesOf(variables.trainable);
    const weights = unpack(inputs["weights"] as tf.Tensor1D, shapes);
    const { value, grads } = tf.valueAndGrads(objective)(weights);
    const gradients = pack(grads);
    const statistics = kept.length > 0 ? pack(kept) : undefined;
    const updated = optimizer.update({
      weights: inputs["weights"] as tf.Tensor1D,
      gradients,
      slots: Object.fromEntries(optimizer.slots.map((slot) => [slot, inputs[slotName(slot)] as tf.Tensor1D])),
      learningRate: inputs["learningRate"] as tf.Scalar,
      step: inputs["step"] as tf.Scalar,
      perWeight: (value) =>
        pack(
          variables.trainable.map(({ originalName }, i) =>
            tf.fill(shapes[i] as number[], value(originalName)),
          ),
        ),
    });
    const outputs = {
      loss: value,
      predictions: tf.clone(predictions as tf.Tensor),
      [nextName("weights")]: updated.weights,
      health: statistics ? tf.add(tf.sum(gradients), tf.sum(statistics)) : tf.sum(gradients),
      ...(statistics && { [nextName("statistics")]: statistics }),
      ...Object.fromEntries(
        optimizer.slots.map((slot) => [nextName(slotName(slot)), updated.slots[slot] as tf.Tensor]),
      ),
    };
    tf.dispose([predictions as tf.Tensor, ...auxiliary]);
    tf.dispose(kept.filter((tensor) => !moving.includes(tensor)));
    return outputs;
  };

/** Loss and predictions as in inference: takes `images`, `labels`, `weights` and `statistics`. */
export const evaluationStep =
  ({ logits: model, weights: variables, loss }: TrainingPlan): TensorFunction =>
  (inputs) => {
    const tensors = [
      ...unpack(inputs["weights"] as tf.Tensor1D, shapesOf(variables.trainable)),
      ...unpackStatistics(inputs, variables),
    ];
    const run = () => model.apply(inputs["images"] as tf.Tensor, { training: false }) as tf.Tensor4D;
    const logits = classLogits(withWeights([...variables.trainable, ...variables.statistics], tensors, run));
    return { loss: loss.compute(logits, inputs["labels"] as tf.Tensor3D), predictions: tf.argMax(logits, 3) };
  };

/** A model without batch normalization has no statistics, and its steps have no such input. */
const unpackStatistics = (inputs: Record<string, tf.Tensor>, { statistics }: ModelWeights): tf.Tensor[] =>
  statistics.length === 0 ? [] : unpack(inputs["statistics"] as tf.Tensor1D, shapesOf(statistics));
