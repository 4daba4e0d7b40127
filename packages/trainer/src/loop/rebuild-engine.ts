import { namedState, unnamedState } from "../checkpoint/named-state.ts";
import type { NamedArrays } from "../checkpoint/run-store.ts";
import type { TrainingEngine } from "../engines/engine.ts";
import { type TrainingPlan, trainingPlan } from "../step/training-plan.ts";
import { initialState } from "../step/training-state.ts";
import { writeWeights } from "../step/write-weights.ts";

/** A plan and the engine that carries it out. */
export interface Planned {
  /** What is trained, and how. */
  readonly plan: TrainingPlan;
  /** What runs the steps. */
  readonly engine: TrainingEngine;
}

/**
 * The plan and engine for the layers that are trainable now. They stay the same where no callback changed that. A new
 * engine takes over weights, statistics and the optimizer's vectors; those of layers new to it begin as in a new run.
 *
 * @param stored Arrays of the checkpoint that the run resumes from. Before its first epoch, they may hold vectors of
 *   layers that are frozen at the start of every run and were trainable when it was saved.
 */
export async function rebuildEngine(
  { plan, engine }: Planned,
  create: (plan: TrainingPlan) => TrainingEngine,
  stored: NamedArrays,
): Promise<Planned> {
  const next = trainingPlan(plan.model, plan.loss, plan.optimizer, plan.statisticsRule);
  const [before, after] = [plan.weights.trainable, next.weights.trainable];
  if (before.length === after.length && before.every((variable, i) => variable === after[i]))
    return { plan, engine };
  const state = await engine.getState();
  writeWeights(plan.weights, state);
  await engine.dispose();
  const rebuilt = create(next);
  const begun = namedState(await initialState(next), next);
  await rebuilt.setState(unnamedState({ ...begun, ...stored, ...namedState(state, plan) }, next));
  return { plan: next, engine: rebuilt };
}
