import { checkNumber } from "@faceseg/core";
import type { EngineOptions } from "@faceseg/engine";
import type { Batch } from "@faceseg/image";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { chooseEngine } from "../engines/choose.ts";
import type { Loss } from "../losses/loss.ts";
import { crossEntropyLoss } from "../losses/pixelwise/cross-entropy-loss.ts";
import { adam } from "../optimizers/adam.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import { EpochScores } from "../step/epoch-scores.ts";
import { trainingPlan } from "../step/training-plan.ts";

/** Options of `overfitOneBatch`. */
export interface OverfitOptions extends EngineOptions {
  /** What the training minimizes. @default crossEntropyLoss() */
  readonly loss?: Loss;
  /** How it changes the weights. @default adam({ learningRate: 0.01 }) */
  readonly optimizer?: Optimizer;
  /** Largest number of steps. @default 200 */
  readonly steps?: number;
  /** Share of the pixels that must be right to pass. @default 0.99 */
  readonly accuracy?: number;
}

/** How well a model fits a batch. */
export interface Overfit {
  /** Whether the accuracy was reached. */
  readonly passed: boolean;
  /** Loss in each step. */
  readonly losses: readonly number[];
  /** Share of the pixels that are right in the last step. */
  readonly accuracy: number;
}

/**
 * Trains on one batch until its pixels are right: the first thing that a network, a loss and their gradients must be
 * able to do. The model keeps its weights.
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
  const { loss = crossEntropyLoss(), optimizer = adam({ learningRate: 0.01 }), steps = 200 } = options;
  const { accuracy: wanted = 0.99 } = options;
  checkNumber("steps", steps, { min: 1, integer: true });
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
