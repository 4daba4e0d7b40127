import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { Batches } from "../batches.ts";
import { chooseEngine } from "../engines/choose.ts";
import type { EngineOptions } from "../engines/engine-options.ts";
import { crossEntropy } from "../losses/cross-entropy.ts";
import type { Loss } from "../losses/loss.ts";
import { adam } from "../optimizers/adam.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import { trainingPlan } from "../step/training-step.ts";

/** Options of `learningRateFinder`. */
export interface LearningRateFinderOptions extends EngineOptions {
  readonly train: Batches;
  /** @default crossEntropy() */
  readonly loss?: Loss;
  /** @default adam() */
  readonly optimizer?: Optimizer;
  /** Rate of the first step. @default 1e-6 */
  readonly from?: number;
  /** Rate of the last step. @default 1 */
  readonly to?: number;
  /** @default 100 */
  readonly steps?: number;
}

/** Losses at rising learning rates. */
export interface LearningRates {
  /** Rate of each step that was made. */
  readonly rates: readonly number[];
  /** The batch's loss in each step. */
  readonly losses: readonly number[];
  /** The same, averaged exponentially. */
  readonly smoothed: readonly number[];
  /** The rate at which the smoothed loss falls fastest: a good peak. */
  readonly suggestion: number;
}

/** Share of the old loss in the average. */
const inertia = 0.9;

/**
 * Trains with a learning rate that rises exponentially from step to step, and stops where the loss is four times its
 * least (Smith, arXiv 1506.01186). The model keeps its weights.
 *
 * @throws {RangeError} where the range of rates is empty, or there are fewer than 3 steps.
 * @throws {Error} where the loss is not finite from the beginning.
 */
export async function learningRateFinder(
  model: LayersModel,
  options: LearningRateFinderOptions,
): Promise<LearningRates> {
  const { train, loss = crossEntropy(), optimizer = adam(), from = 1e-6, to = 1, steps = 100 } = options;
  if (!(from > 0 && to > from && Number.isFinite(to)))
    throw new RangeError(`Expected rates 0 < from < to, got ${from} and ${to}.`);
  if (!(Number.isInteger(steps) && steps >= 3))
    throw new RangeError(`Expected 3 steps or more, got ${steps}.`);
  const { train: createEngine } = await chooseEngine(options);
  const engine = createEngine(trainingPlan(model, loss, optimizer));
  const rates: number[] = [];
  const losses: number[] = [];
  const smoothed: number[] = [];
  let average = 0;
  try {
    for await (const batch of endless(train)) {
      const rate = from * (to / from) ** (rates.length / (steps - 1));
      const result = await engine.step(batch, rate, rates.length + 1);
      average = inertia * average + (1 - inertia) * result.loss;
      const unbiased = average / (1 - inertia ** (rates.length + 1));
      if (!Number.isFinite(unbiased) || unbiased > 4 * Math.min(...smoothed)) break;
      rates.push(rate);
      losses.push(result.loss);
      smoothed.push(unbiased);
      if (rates.length === steps) break;
    }
  } finally {
    await engine.dispose();
  }
  if (rates.length < 3) {
    throw new Error(
      `The loss diverged in step ${rates.length + 1}, at rate ${from}: lower from, or check the data.`,
    );
  }
  return { rates, losses, smoothed, suggestion: rates[steepest(smoothed)] as number };
}

async function* endless(train: Batches) {
  for (let epoch = 0; ; epoch++) yield* train.epoch(epoch);
}

/** Where the values fall fastest, by central differences; the rates are evenly spaced on a log scale. */
function steepest(values: readonly number[]): number {
  const slope = (i: number) => (values[i + 1] as number) - (values[i - 1] as number);
  let best = 1;
  for (let i = 2; i < values.length - 1; i++) if (slope(i) < slope(best)) best = i;
  return best;
}
