import * as tf from "@tensorflow/tfjs-core";
import { eagerEngine } from "./eager-engine.ts";
import { EngineUnavailableError, type LoadedEngine, messageOf } from "./loaded-engine.ts";

/** Backends on which the conformance test trains. */
const tested = ["cpu", "wasm", "webgpu", "tensorflow"];

/** Eager training on TensorFlow.js's active backend, or on the best that is registered where none is active yet. */
export async function loadTfjs(): Promise<LoadedEngine> {
  try {
    await tf.ready();
  } catch (error) {
    const remedy = 'import "@tensorflow/tfjs-backend-wasm" or "@tensorflow/tfjs-backend-cpu"';
    throw new EngineUnavailableError(`TensorFlow.js has no backend: ${messageOf(error)} ${remedy}`);
  }
  const backend = tf.getBackend();
  const caution = tested.includes(backend) ? "" : ", whose gradients are not tested here";
  return eagerEngine("tfjs", backend, `TensorFlow.js ${tf.version_core} on backend ${backend}${caution}`);
}
