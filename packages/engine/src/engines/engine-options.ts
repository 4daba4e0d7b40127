import type { ExecutionProvider } from "@faceseg/onnx/run";

/** The engines, in the order in which `"auto"` tries them. */
export const engineNames = ["onnxruntime", "onnxruntime-web", "tensorflow", "webgpu", "tfjs"] as const;

/** An engine by name, or `"auto"`. */
export type EngineName = "auto" | (typeof engineNames)[number];

/** Which engine runs a model, and how. */
export interface EngineOptions {
  /**
   * `"auto"` takes the first engine that works: onnxruntime (compiled, native), onnxruntime-web (compiled, WebAssembly),
   * tensorflow, webgpu, tfjs (these three run eagerly on TensorFlow.js). ONNX files run on the first two only.
   * @default "auto"
   */
  readonly engine?: EngineName;
  /**
   * Threads inside an operation, for ONNX Runtime. In browsers more than one needs a cross-origin isolated page.
   * @default ONNX Runtime's choice
   */
  readonly threads?: number;
  /**
   * ONNX Runtime's execution providers, such as `["cuda", "cpu"]` or, with options that are passed through,
   * `[{ name: "cuda", deviceId: 1 }, "cpu"]`. The first that works is used; `engine.reason` says why the ones before it
   * are not.
   * @default ["cpu"], for onnxruntime-web ["wasm"]
   */
  readonly executionProviders?: readonly ExecutionProvider[];
  /**
   * URL of the folder with the .wasm and .mjs files of onnxruntime-web, ending in "/".
   * @default beside the script
   */
  readonly wasmPaths?: string;
}

/** The engine that was chosen. */
export interface ChosenEngine {
  /** Its name. */
  readonly name: Exclude<EngineName, "auto">;
  /** Why it was chosen, what it runs on, and why the ones before it were not. */
  readonly reason: string;
}
