import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { TrainingPlan } from "../step/training-step.ts";
import type { Classifier, ClassifierRequest } from "./classifier.ts";
import type { TrainingEngine } from "./engine.ts";

/** An engine that is present on this machine. */
export interface LoadedEngine {
  /** What runs: package, version, processor or backend, and what was asked for and did not work. */
  readonly detail: string;
  /** Why `"auto"` passes it by although it works. */
  readonly avoid?: string;
  /** Whether a training takes the memory of this process that `estimateMemory` foresees. */
  readonly foreseen?: boolean;
  train(plan: TrainingPlan): TrainingEngine;
  /** @param shape of the pictures, [batch, height, width, channels] */
  classify(network: LayersModel, request: ClassifierRequest): Promise<Classifier>;
}

/** An engine cannot be used here; says why, and what would help. */
export class EngineUnavailableError extends Error {
  override name = "EngineUnavailableError";
}

/** Whether this is Node (or what claims to be). */
export const isNode = (): boolean =>
  (globalThis as { process?: { versions?: { node?: string } } }).process?.versions?.node !== undefined;

/** What an unknown error says. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * Imports a package for Node that may be missing, out of the sight of bundlers.
 *
 * @throws {EngineUnavailableError} where it is not installed or does not load.
 */
export async function importForNode(name: string): Promise<unknown> {
  try {
    return await import(/* webpackIgnore: true */ /* @vite-ignore */ name);
  } catch (error) {
    const { code } = error as { code?: string };
    const missing = code === "ERR_MODULE_NOT_FOUND" || code === "MODULE_NOT_FOUND";
    const [reason] = messageOf(error).split("\n");
    throw new EngineUnavailableError(
      missing && reason?.includes(`'${name}'`) ? `${name} is not installed` : `${name}: ${reason}`,
      { cause: error },
    );
  }
}
