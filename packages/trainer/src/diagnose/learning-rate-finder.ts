import { checkNumber } from "@faceseg/core";
import type { EngineOptions } from "@faceseg/engine";
import type { Batches } from "@faceseg/image";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { chooseEngine } from "../engines/choose.ts";
import type { Loss } from "../losses/loss.ts";
import { crossEntropyLoss } from "../losses/pixelwise/cross-entropy-loss.ts";
import { adam } from "../optimizers/adam.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import { trainingPlan } from "../step/training-plan.ts";

/** Options of `learningRateFinder`. */
export interface LearningRateFinderOptions extends EngineOptions {
  /** The batches to train on; one step each, from epoch to epoch. */
  readonly train: Batches;
  /** What the training minimizes. @default crossEntropyLoss() */
  readonly loss?: Loss;
  /** How it changes the weights. @default adam() */
  readonly optimizer?: Optimizer;
  /** Rate of the first step. @default 1e-6 */
  readonly from?: number;
  /** Rate of the last step. @default 1 */
  readonly to?: number;
  /** Number of steps. @default 100 */
  readonly steps?: number;
}

/** Losses at rising learning rates. */
export interface LearningRates {
  /** Learning rate of each step. */
  readonly rates: readonly number[];
  /** Loss of the batch in each step. */
  readonly losses: readonly number[];
  /** Exponential moving average of the losses. */
  readonly smoothed: readonly number[];
  /** The rate at which the smoothed loss falls fastest: a good peak rate. */
  readonly suggestion: number;
}

/** Share of the old average in the new one. */
const INERTIA = 0.9;

/** The search stops where the smoothed loss is this many times its minimum. */
const DIVERGED = 4;

/** Steps that a slope needs. */
const FEWEST_STEPS = 3;

/**
 * Trains with a learning rate that rises exponentially from step to step, and stops where the loss is four times its
 * minimum (Smith, arXiv 1506.01186). The model keeps its weights.
 *
 * @throws {RangeError} where `from` is not positive, `to` is not above `from`, or `steps` is below 3.
 * @throws {Error} where the loss diverges within the first 3 steps.
 */
export async function learningRateFinder(
  model: LayersModel,
  options: LearningRateFinderOptions,
): Promise<LearningRates> {
  const { train, loss = crossEntropyLoss(), optimizer = adam(), from = 1e-6, to = 1, steps = 100 } = options;
  checkNumber("from", from, { above: 0 });
  checkNumber("to", to, { above: from });
  checkNumber("steps", steps, { min: FEWEST_STEPS, integer: true });
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
      average = INERTIA * average + (1 - INERTIA) * result.loss;
      const unbiased = average / (1 - INERTIA ** (rates.length + 1));
      if (!Number.isFinite(unbiased) || unbiased > DIVERGED * Math.min(...smoothed)) break;
      rates.push(rate);
      losses.push(result.loss);
      smoothed.push(unbiased);
      if (rates.length === steps) break;
    }
  } finally {
    await engine.dispose();
  }
  if (rates.length < FEWEST_STEPS) {
    throw new Error(
      `Expected the loss to stay finite for ${FEWEST_STEPS} steps, got one that diverged in step ${rates.length + 1}; ` +
        `lower \`from\`, which is ${from}, or check the data`,
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
