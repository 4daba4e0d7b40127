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

/** The model's own weights; the optimizer's vectors are zeros, or a copy of the weights where it averages them. */
export async function initialState({ weights, optimizer }: TrainingPlan): Promise<TrainingState> {
  const values = (variables: typeof weights.trainable) =>
    Promise.all(variables.map(async (variable) => Float32Array.from(await variable.read().data())));
  const trainable = await values(weights.trainable);
  const start = (slot: string) =>
    trainable.map((array) => (slot === optimizer.averages ? array.slice() : new Float32Array(array.length)));
  return {
    weights: trainable,
    statistics: await values(weights.statistics),
    slots: Object.fromEntries(optimizer.slots.map((slot) => [slot, start(slot)])),
  };
}
