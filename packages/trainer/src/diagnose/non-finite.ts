import type { Batch } from "@faceseg/image";
import type { TrainingEngine } from "../engines/engine.ts";
import type { NamedSum } from "../step/probe.ts";
import type { TrainingPlan } from "../step/training-plan.ts";

/** A step whose loss or gradient is not finite. It did not change the weights. */
export interface NonFiniteStep {
  /** Number of the step over the whole training, from 0. */
  readonly step: number;
  /** Loss of the batch. */
  readonly loss: number;
  /** Names of the batch's images. */
  readonly ids: readonly string[];
  /** What was not finite first, such as `layer block_3_expand` or `the gradient of logits/kernel`. */
  readonly where: string;
}

/** The loss or a gradient is not finite; the training stops before it changes the weights. */
export class NonFiniteError extends Error {
  /** For checks without instanceof. */
  override readonly name = "NonFiniteError";
  /** The step that failed. */
  readonly found: NonFiniteStep;

  constructor(found: NonFiniteStep, inARow = 1) {
    const { step, loss, ids, where } = found;
    const what = Number.isFinite(loss) ? "A gradient is not finite" : `The loss is ${loss}`;
    const times = inARow > 1 ? `, like the ${inARow - 1} steps before` : "";
    super(
      `${what} at step ${step}${times} (images ${ids.join(", ")}), first in ${where}; the weights are those ` +
        "before the step; try a lower learning rate or clipGradients, or look at the images",
    );
    this.found = found;
  }
}

const isNonFinite = ({ sum }: NamedSum) => !Number.isFinite(sum);

/** Finds what was not finite first: an image, a weight, a layer, the loss, or in the backward pass a gradient. */
export async function findNonFinite(
  plan: TrainingPlan,
  engine: TrainingEngine,
  batch: Batch,
  step: number,
): Promise<string> {
  const size = batch.images.length / batch.ids.length;
  const value = batch.images.findIndex((pixel) => !Number.isFinite(pixel));
  if (value >= 0) return `the image ${batch.ids[Math.floor(value / size)]} itself`;
  const { weights, statistics } = await engine.getState();
  const named = [...plan.weights.trainable, ...plan.weights.statistics];
  const weight = [...weights, ...statistics].findIndex((values) => !values.every(Number.isFinite));
  if (weight >= 0) return `the weight ${named[weight]?.originalName}, not finite since an earlier step`;
  const { layers, gradients } = await engine.probe(batch, step);
  const layer = layers.find(isNonFinite);
  if (layer) return `layer ${layer.name}`;
  const gradient = gradients.findLast(isNonFinite); // the backward pass begins at the end
  return gradient ? `the gradient of ${gradient.name}` : "the loss";
}
