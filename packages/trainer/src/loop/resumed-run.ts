import { hasSlotsOf, unnamedState, unnamedStateForNewOptimizer } from "../checkpoint/named-state.ts";
import type { TrainingPlan } from "../step/training-plan.ts";
import type { TrainingState } from "../step/training-state.ts";
import type { FitOptions } from "./fit-options.ts";
import type { Checkpoint } from "./load-checkpoint.ts";
import { restoreRun, type SavedRun } from "./saved-run.ts";

/** A run from its checkpoint. */
export interface ResumedRun extends SavedRun {
  /** What the engine continues with. */
  readonly training: TrainingState;
}

/**
 * The run of a checkpoint; gives the callbacks their memories back. With `change`, it goes on where a callback had stopped
 * it, takes a new learning rate, and a new optimizer counts its updates from 1.
 *
 * @throws {Error} where the checkpoint lacks weights of the plan or, without `change`, vectors of the optimizer.
 */
export function resumedRun(
  { state, changes }: Checkpoint,
  { train, epochs, callbacks = [], change = false, onLog }: FitOptions,
  plan: TrainingPlan,
): ResumedRun {
  const { tensors } = state;
  const { numClasses, optimizer } = plan;
  const training = (change ? unnamedStateForNewOptimizer : unnamedState)(tensors, plan);
  const run = restoreRun(state, { numClasses, stepsPerEpoch: train.length }, callbacks, onLog);
  if (!change) return { ...run, training };
  if (optimizer.slots.length > 0 && !hasSlotsOf(optimizer, tensors)) run.progress.updates = 0;
  if (run.stopped && run.progress.epoch < epochs) {
    const message = `The run goes on after epoch ${run.progress.epoch}, where a callback had stopped it`;
    onLog?.({ kind: "settings-changed", message });
  }
  const hasNewRate = changes.some(({ name }) => name === "optimizer.learningRate");
  const learningRate = hasNewRate ? optimizer.learningRate : run.learningRate;
  return { ...run, learningRate, stopped: false, training };
}
