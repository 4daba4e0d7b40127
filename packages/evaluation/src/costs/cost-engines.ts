import type { EngineName } from "@faceseg/engine";

/** A way to run a network, of which costs are measured. */
export interface CostEngine {
  /** Names it in the results. */
  readonly label: string;
  /** The engine. */
  readonly engine: EngineName;
  /** The TensorFlow.js backend that is made active first. */
  readonly backend?: "wasm" | "cpu";
  /** After so many seconds without an answer it counts as too slow. */
  readonly limitSeconds: number;
}

/** All ways. What is not installed, or does not run here, is reported with the reason. */
export const costEngines: readonly CostEngine[] = Object.freeze([
  { label: "onnxruntime", engine: "onnxruntime", limitSeconds: 600 },
  { label: "onnxruntime-web", engine: "onnxruntime-web", limitSeconds: 600 },
  { label: "tensorflow", engine: "tensorflow", limitSeconds: 600 },
  { label: "webgpu", engine: "webgpu", limitSeconds: 600 },
  { label: "tfjs on wasm", engine: "tfjs", backend: "wasm", limitSeconds: 600 },
  // Plain JavaScript takes minutes for each image with a large network, which is not worth waiting for.
  { label: "tfjs on cpu", engine: "tfjs", backend: "cpu", limitSeconds: 20 },
] as const);
