import type { Batch } from "@faceseg/image";
import { pack, unpack } from "@faceseg/onnx/internal";
import * as tf from "@tensorflow/tfjs-core";
import { shapesOf } from "../step/model-weights.ts";
import { namedProbe, type Probe, probeStep } from "../step/probe.ts";
import type { StepResult } from "../step/step-result.ts";
import type { TrainingPlan } from "../step/training-plan.ts";
import type { TrainingState } from "../step/training-state.ts";
import { initialState } from "../step/training-state.ts";
import { evaluationStep, trainingStep } from "../step/training-step.ts";
import { keptVector, nextName, slotName } from "../step/vectors.ts";
import type { TrainingEngine } from "./engine.ts";
import { onBackend } from "./on-backend.ts";

type Vectors = Record<string, tf.Tensor1D>;

/** Trains eagerly on a TensorFlow.js backend, whatever the active one is; on "cpu" the reference for other engines. */
export class TfjsEngine implements TrainingEngine {
  readonly name: string;
  private readonly plan: TrainingPlan;
  private readonly backend: string;
  private vectors: Vectors | undefined;

  constructor(plan: TrainingPlan, name = "tfjs", backend = tf.getBackend()) {
    this.plan = plan;
    this.name = name;
    this.backend = backend;
  }

  async step(batch: Batch, learningRate: number, step: number): Promise<StepResult> {
    const vectors = await this.load();
    const outputs = onBackend(this.backend, () =>
      trainingStep(this.plan)({
        ...tensors(batch),
        ...vectors,
        learningRate: tf.scalar(learningRate),
        step: tf.scalar(step),
      }),
    );
    const { loss, predictions, health } = outputs as Record<string, tf.Tensor>;
    const made = await result(loss as tf.Tensor, predictions as tf.Tensor, health);
    if (!made.finite) {
      tf.dispose(Object.keys(vectors).map((name) => outputs[nextName(name)] as tf.Tensor));
      return made;
    }
    const next = Object.keys(vectors).map((name) => [name, outputs[nextName(name)] as tf.Tensor1D]);
    tf.dispose(vectors);
    this.vectors = Object.fromEntries(next);
    return made;
  }

  async evaluate(batch: Batch): Promise<StepResult> {
    const vectors = await this.load();
    const outputs = onBackend(this.backend, () =>
      evaluationStep(this.plan)({
        ...tensors(batch),
        ...vectors,
        weights: vectors[keptVector(this.plan)] as tf.Tensor1D,
      }),
    );
    return result(outputs["loss"] as tf.Tensor, outputs["predictions"] as tf.Tensor);
  }

  async probe(batch: Batch, step: number): Promise<Probe> {
    const vectors = await this.load();
    const names: string[] = [];
    const outputs = onBackend(this.backend, () =>
      probeStep(this.plan, names)({ ...tensors(batch), ...vectors, step: tf.scalar(step) }),
    );
    const [layers, gradients] = await Promise.all(
      ["layers", "gradients"].map((name) => (outputs[name] as tf.Tensor).data()),
    );
    tf.dispose(outputs);
    return namedProbe(this.plan, names, layers ?? [], gradients ?? []);
  }

  async getState(): Promise<TrainingState> {
    const { trainable, statistics } = this.plan.weights;
    const vectors = await this.load();
    const cut = async (name: string, variables: typeof trainable) => {
      const vector = vectors[name] as tf.Tensor1D;
      const parts = onBackend(this.backend, () => unpack(vector, shapesOf(variables)));
      const arrays = await Promise.all(parts.map(async (part) => Float32Array.from(await part.data())));
      tf.dispose(parts);
      return arrays;
    };
    const slots: Record<string, Float32Array[]> = {};
    for (const slot of this.plan.optimizer.slots) slots[slot] = await cut(slotName(slot), trainable);
    return {
      weights: await cut("weights", trainable),
      statistics: statistics.length > 0 ? await cut("statistics", statistics) : [],
      slots,
    };
  }

  async setState(state: TrainingState): Promise<void> {
    tf.dispose(this.vectors ?? []);
    this.vectors = onBackend(this.backend, () => packed(state, this.plan));
  }

  async dispose(): Promise<void> {
    tf.dispose(this.vectors ?? []);
    this.vectors = undefined;
  }

  private async load(): Promise<Vectors> {
    if (!this.vectors) await this.setState(await initialState(this.plan));
    return this.vectors as Vectors;
  }
}

function packed({ weights, statistics, slots }: TrainingState, { optimizer }: TrainingPlan): Vectors {
  const vector = (arrays: readonly Float32Array[]) => pack(arrays.map((array) => tf.tensor1d(array)));
  return {
    weights: vector(weights),
    ...(statistics.length > 0 && { statistics: vector(statistics) }),
    ...Object.fromEntries(optimizer.slots.map((slot) => [slotName(slot), vector(slots[slot] ?? [])])),
  };
}

const tensors = ({ images, labels, ids, width, height }: Batch) => ({
  images: tf.tensor4d(images, [ids.length, height, width, 3]),
  labels: tf.tensor3d(Int32Array.from(labels), [ids.length, height, width], "int32"),
});

async function result(loss: tf.Tensor, predictions: tf.Tensor, health?: tf.Tensor): Promise<StepResult> {
  const [lossData, ids, sum] = await Promise.all([loss.data(), predictions.data(), health?.data() ?? [0]]);
  tf.dispose([loss, predictions, ...(health ? [health] : [])]);
  const finite = Number.isFinite(lossData[0]) && Number.isFinite(sum[0]);
  return { loss: lossData[0] as number, predictions: ids as Int32Array, finite };
}
