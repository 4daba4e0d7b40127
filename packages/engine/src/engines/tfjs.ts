import { loadTfjs } from "../backend/load-tfjs.ts";
import type { AvailableEngine } from "./engine.ts";
import { EngineUnavailableError } from "./engine-unavailable-error.ts";
import { messageOf } from "./platform.ts";

/** Backends on which the conformance test of the trainer runs. */
const tested = ["cpu", "wasm", "webgpu", "tensorflow"];

/** TensorFlow.js's active backend, or the best that is registered where none is active yet. */
export async function tfjs(): Promise<AvailableEngine> {
  const tf = await loadTfjs('Engine "tfjs"').catch((error: unknown) => {
    throw new EngineUnavailableError(messageOf(error), { cause: error });
  });
  try {
    await tf.ready();
  } catch (error) {
    const remedy = 'import "@tensorflow/tfjs-backend-wasm" or "@tensorflow/tfjs-backend-cpu"';
    throw new EngineUnavailableError(`TensorFlow.js has no backend: ${messageOf(error)} ${remedy}`);
  }
  const backend = tf.getBackend();
  const caution = tested.includes(backend) ? "" : ", whose gradients are not tested here";
  return {
    detail: `TensorFlow.js ${tf.version_core} on backend ${backend}${caution}`,
    engine: { kind: "eager", backend },
  };
}
