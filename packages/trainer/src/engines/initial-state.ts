import type { TrainingPlan } from "../step/training-step.ts";
import type { TrainingState } from "./engine.ts";

/** The model's own weights, and for the optimiser zeros, or a copy of the weights where it averages them. */
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
