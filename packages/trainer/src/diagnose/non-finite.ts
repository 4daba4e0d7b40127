import type { Batch } from "../batches.ts";
import type { TrainingEngine } from "../engines/engine.ts";
import type { TrainingPlan } from "../step/training-step.ts";
import type { NamedSum } from "./probe.ts";

/** A step whose loss or gradient is not finite. The weights are those before the step. */
export interface NonFiniteStep {
  /** Over the whole training, from 0. */
  readonly step: number;
  readonly loss: number;
  /** The batch's pictures. */
  readonly ids: readonly string[];
  /** What went bad first, such as `layer block_3_expand` or `the gradient of logits/kernel`. */
  readonly where: string;
}

/** Numbers gone wrong: stops a training before they reach its weights. */
export class NonFiniteError extends Error {
  override readonly name = "NonFiniteError";
  readonly found: NonFiniteStep;

  constructor(found: NonFiniteStep, inARow = 1) {
    const { step, loss, ids, where } = found;
    const what = Number.isFinite(loss) ? "A gradient is not finite" : `The loss is ${loss}`;
    const times = inARow > 1 ? `, as in the ${inARow - 1} steps before` : "";
    super(
      `${what} at step ${step}${times} (pictures ${ids.join(", ")}), beginning in ${where}; the weights are those ` +
        "before the step. Try a lower learning rate or clipGradients, or look at the pictures.",
    );
    this.found = found;
  }
}

const isBad = ({ sum }: NamedSum) => !Number.isFinite(sum);

/** Finds what went bad first: pictures, weights, a layer, the loss, or on the way back a gradient. */
export async function findNonFinite(
  plan: TrainingPlan,
  engine: TrainingEngine,
  batch: Batch,
  step: number,
): Promise<string> {
  const size = batch.images.length / batch.ids.length;
  const picture = batch.images.findIndex((value) => !Number.isFinite(value));
  if (picture >= 0) return `the picture ${batch.ids[Math.floor(picture / size)]} itself`;
  const { weights, statistics } = await engine.getState();
  const named = [...plan.weights.trainable, ...plan.weights.statistics];
  const weight = [...weights, ...statistics].findIndex((values) => !values.every(Number.isFinite));
  if (weight >= 0) return `the weight ${named[weight]?.originalName}, bad since an earlier step`;
  const { layers, gradients } = await engine.probe(batch, step);
  const layer = layers.find(isBad);
  if (layer) return `layer ${layer.name}`;
  const gradient = gradients.findLast(isBad); // the way back begins at the end
  return gradient ? `the gradient of ${gradient.name}` : "the loss";
}
