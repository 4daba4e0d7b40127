import { createPredictor } from "@faceseg/engine";
import { benchNetwork } from "./networks.ts";
import type { EngineName } from "./task.ts";

/** Engines measured by default: eager TensorFlow.js on the CPU takes hours, and WebGPU has no threads. */
const candidates: readonly EngineName[] = ["onnxruntime", "onnxruntime-web", "tensorflow"];

/** The candidates that are installed and run here. */
export async function presentEngines(): Promise<EngineName[]> {
  const model = benchNetwork({ network: "pspnet", variant: "study", size: 32, batch: 1 });
  const present: EngineName[] = [];
  for (const engine of candidates) {
    try {
      await (await createPredictor(model, { engine })).dispose();
      present.push(engine);
    } catch (error) {
      if (!(error instanceof Error && error.name === "EngineUnavailableError")) throw error;
    }
  }
  return present;
}
