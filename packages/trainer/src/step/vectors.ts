import type { TrainingPlan } from "./training-plan.ts";

/** Name of an optimizer's vector among the inputs and outputs of a step. */
export const slotName = (slot: string): string => `slot_${slot}`;

/** Name of the vector whose weights are validated, saved and kept. */
export const keptVector = ({ optimizer: { averages } }: TrainingPlan): string =>
  averages === undefined ? "weights" : slotName(averages);

/** Name of the new value of a vector among the outputs of a step. */
export const nextName = (vector: string): string => `next_${vector}`;
