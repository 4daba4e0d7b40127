import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { Batch } from "../batches.ts";
import { chooseEngine } from "../engines/choose.ts";
import type { EngineOptions } from "../engines/engine-options.ts";
import { crossEntropy } from "../losses/cross-entropy.ts";
import type { Loss } from "../losses/loss.ts";
import { adam } from "../optimizers/adam.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import { EpochScores } from "../step/epoch-scores.ts";
import { trainingPlan } from "../step/training-step.ts";

/** Options of `overfitOneBatch`. */
export interface OverfitOptions extends EngineOptions {
  /** @default crossEntropy() */
  readonly loss?: Loss;
  /** @default adam({ learningRate: 0.01 }) */
  readonly optimizer?: Optimizer;
  /** @default 200 */
  readonly steps?: number;
  /** Share of the pixels that it has to get right. @default 0.99 */
  readonly accuracy?: number;
}

/** How well a model learnt a batch by heart. */
export interface Overfit {
  /** Whether the accuracy was reached. */
  readonly passed: boolean;
  /** The loss in each step that was made. */
  readonly losses: readonly number[];
  /** Of the pixels, in the last step. */
  readonly accuracy: number;
}

/**
 * Trains on one batch until its pixels are right: what a network, a loss and their gradients must manage before anything
 * else. The model keeps its weights.
 *
 * @throws {RangeError} where `steps` is not a positive integer.
 * @example
 * const { passed, accuracy } = await overfitOneBatch(model, batch, { steps: 100 });
 */
export async function overfitOneBatch(
  model: LayersModel,
  batch: Batch,
  options: OverfitOptions = {},
): Promise<Overfit> {
  const { loss = crossEntropy(), optimizer = adam({ learningRate: 0.01 }), steps = 200 } = options;
  const { accuracy: wanted = 0.99 } = options;
  if (!(Number.isInteger(steps) && steps > 0))
    throw new RangeError(`Expected steps to be a positive integer, got ${steps}.`);
  const plan = trainingPlan(model, loss, optimizer);
  const { train: createEngine } = await chooseEngine(options);
  const engine = createEngine(plan);
  const losses: number[] = [];
  let accuracy = 0;
  try {
    while (losses.length < steps && accuracy < wanted) {
      const result = await engine.step(batch, optimizer.learningRate, losses.length + 1);
      const scores = new EpochScores(plan.numClasses);
      scores.add(batch, result);
      losses.push(result.loss);
      accuracy = scores.logs()["accuracy"] as number;
      if (!Number.isFinite(result.loss)) break;
    }
  } finally {
    await engine.dispose();
  }
  return { passed: accuracy >= wanted, losses, accuracy };
}
