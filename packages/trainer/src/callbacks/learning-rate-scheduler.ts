import { checkNumber } from "@faceseg/core";
import type { Callback } from "./callback.ts";
import type { Schedule } from "./schedules.ts";

/**
 * Sets the learning rate before each step. It overrides whatever else sets the rate, such as `reduceLrOnPlateau`.
 *
 * @throws {RangeError} when the schedule gives a negative or non-finite rate.
 * @example
 * learningRateScheduler(warmupCosine({ warmupSteps: 100, peak: 1e-3, floor: 1e-6 }));
 */
export function learningRateScheduler(schedule: Schedule): Callback {
  return {
    name: "learningRateScheduler",
    config: schedule.config === undefined ? {} : { schedule: schedule.config },
    onTrainBatchBegin(step, run) {
      const totalSteps = run.epochs * run.stepsPerEpoch;
      run.learningRate = checkNumber(`schedule(${step}, ${totalSteps})`, schedule(step, totalSteps), {
        min: 0,
      });
    },
  };
}
