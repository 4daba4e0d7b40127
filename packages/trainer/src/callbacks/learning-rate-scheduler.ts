import type { Callback } from "./callback.ts";

/** The learning rate of a step; both count in steps (batches) over the whole training, from 0. */
export type Schedule = (step: number, totalSteps: number) => number;

/**
 * Sets the learning rate before each step; whatever else sets it (`reduceLrOnPlateau`) is overruled.
 *
 * @throws when the schedule gives a negative or non-finite rate.
 * @example
 * learningRateScheduler(warmupCosine({ warmupSteps: 100, peak: 1e-3, floor: 1e-6 }));
 */
export function learningRateScheduler(schedule: Schedule): Callback {
  return {
    name: "learningRateScheduler",
    onTrainBatchBegin(step, run) {
      const rate = schedule(step, run.epochs * run.stepsPerEpoch);
      if (!(Number.isFinite(rate) && rate >= 0)) {
        throw new Error(
          `learningRateScheduler: expected the schedule to give a finite rate, 0 or more, got ${rate} at step ${step}`,
        );
      }
      run.learningRate = rate;
    },
  };
}

/**
 * Rises linearly to `peak` over `warmupSteps` steps, then falls along half a cosine towards `floor`.
 *
 * @throws when called for a run of no more than `warmupSteps` steps.
 * @example
 * const schedule = warmupCosine({ warmupSteps: 3, peak: 1, floor: 0 });
 * [0, 3, 8, 13].map((step) => schedule(step, 13)); //=> [0.25, 1, 0.5, 0]
 */
export function warmupCosine(options: { warmupSteps: number; peak: number; floor: number }): Schedule {
  const { warmupSteps, peak, floor } = options;
  return (step, totalSteps) => {
    if (totalSteps <= warmupSteps) {
      throw new Error(
        `warmupCosine: expected \`warmupSteps\` below the ${totalSteps} steps of the run, got ${warmupSteps}`,
      );
    }
    if (step < warmupSteps) return (peak * (step + 1)) / (warmupSteps + 1);
    const done = Math.min(1, (step - warmupSteps) / (totalSteps - warmupSteps));
    return floor + ((peak - floor) * (1 + Math.cos(Math.PI * done))) / 2;
  };
}

/**
 * The same rate at every step.
 *
 * @example
 * constant(1e-4)(7, 100); //=> 0.0001
 */
export const constant =
  (rate: number): Schedule =>
  () =>
    rate;
