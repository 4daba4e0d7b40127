import { createPredictor } from "@faceseg/trainer";
import { buildNetwork } from "./networks.ts";
import type { EngineName } from "./task.ts";

/** Engines worth a default row: eager TensorFlow.js on the processor takes hours, and WebGPU has no threads. */
const candidates: readonly EngineName[] = ["onnxruntime", "onnxruntime-web", "tensorflow"];

/** Those of them that are installed and run here. */
export async function presentEngines(): Promise<EngineName[]> {
  const model = buildNetwork({ network: "pspnet", variant: "study", size: 32, batch: 1 });
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
