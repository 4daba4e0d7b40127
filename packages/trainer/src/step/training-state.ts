import type { Optimizer } from "../optimizers/optimizer.ts";
import type { TrainingPlan } from "./training-plan.ts";

/** Everything that a step changes, row-major, in the order of the model's weights. */
export interface TrainingState {
  /** Values of the trainable weights. */
  readonly weights: readonly Float32Array[];
  /** Values of the other variables: moving statistics and frozen weights. */
  readonly statistics: readonly Float32Array[];
  /** The optimizer's vectors by name, each cut up like `weights`. */
  readonly slots: Readonly<Record<string, readonly Float32Array[]>>;
}

/** The optimizer's vectors before its first step: zeros, or a copy of the weights where it averages them. */
export const initialSlots = (
  { slots, averages }: Optimizer,
  weights: readonly Float32Array[],
): TrainingState["slots"] =>
  Object.fromEntries(
    slots.map((slot) => [
      slot,
      weights.map((array) => (slot === averages ? array.slice() : new Float32Array(array.length))),
    ]),
  );

/** The model's own weights, and the optimizer's first vectors. */
export async function initialState({ weights, optimizer }: TrainingPlan): Promise<TrainingState> {
  const values = (variables: typeof weights.trainable) =>
    Promise.all(variables.map(async (variable) => Float32Array.from(await variable.read().data())));
  const trainable = await values(weights.trainable);
  const statistics = await values(weights.statistics);
  return { weights: trainable, statistics, slots: initialSlots(optimizer, trainable) };
}
