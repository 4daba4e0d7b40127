import { averageOf } from "../checkpoint/named-state.ts";
import type { NamedArrays } from "../checkpoint/run-store.ts";
import type { TrainingPlan } from "../step/training-plan.ts";
import type { TrainingState } from "../step/training-state.ts";

/**
 * A training state with the weights that are kept: the averages, where the optimizer averages them.
 *
 * @param stored Arrays of the checkpoint that the run resumes from. Before its first epoch, they may hold averages of layers
 *   that are frozen at the start of every run and were trainable when it was saved.
 */
export function keptState(
  state: TrainingState,
  { weights: { statistics }, optimizer }: TrainingPlan,
  stored: NamedArrays,
): TrainingState {
  if (optimizer.averages === undefined) return state;
  return {
    ...state,
    weights: state.slots[optimizer.averages] ?? [],
    statistics: state.statistics.map(
      (values, i) => averageOf(statistics[i]?.originalName ?? "", optimizer, stored) ?? values,
    ),
  };
}
