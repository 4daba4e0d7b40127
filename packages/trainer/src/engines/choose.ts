import { type ChosenEngine, chooseEngine as choose, type Engine, type EngineOptions } from "@faceseg/engine";
import type { TrainingPlan } from "../step/training-plan.ts";
import type { TrainingEngine } from "./engine.ts";
import { OnnxRuntimeEngine } from "./onnxruntime-engine.ts";
import { TfjsEngine } from "./tfjs-engine.ts";

/** An engine ready for training. */
export interface UsableEngine {
  /** Its name, and why it was chosen. */
  readonly chosen: ChosenEngine;
  /** Whether a training takes the memory of this process that `estimateMemory` estimates. */
  readonly memoryIsEstimated: boolean;
  /** Makes an engine that runs the steps of a plan. */
  train(plan: TrainingPlan): TrainingEngine;
}

/**
 * The engine that the options mean on this machine, for training.
 *
 * @throws {RangeError} for an unknown name, or execution providers for an engine that has none.
 * @throws {EngineUnavailableError} where the engine asked for, or every engine, is missing.
 */
export async function chooseEngine(options: EngineOptions): Promise<UsableEngine> {
  const engine = await choose(options);
  return {
    chosen: engine.chosen,
    memoryIsEstimated: engine.kind === "compiled" && engine.isNativeCpu,
    train: (plan) => trainingEngine(engine, plan),
  };
}

/** Runs the steps of a plan on an engine. */
export function trainingEngine(engine: Engine, plan: TrainingPlan): TrainingEngine {
  const { name } = engine.chosen;
  if (engine.kind === "eager") return new TfjsEngine(plan, name, engine.backend);
  const { session, isNativeCpu } = engine;
  // Blocked convolutions exist on the processor only.
  const isAccelerated = name === "onnxruntime" && !isNativeCpu;
  return new OnnxRuntimeEngine(plan, name, { ...session, ...(isAccelerated && { channelBlock: 0 }) });
}
