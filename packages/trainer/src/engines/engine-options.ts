import type { ExecutionProvider } from "@faceseg/onnx";

/** Ways to run a network. */
export type EngineName = "auto" | "onnxruntime" | "onnxruntime-web" | "tensorflow" | "webgpu" | "tfjs";

/** Which engine runs a network, and how. */
export interface EngineOptions {
  /**
   * `"auto"` takes the first that is present of onnxruntime (compiled, native), onnxruntime-web (compiled, WebAssembly),
   * tensorflow, webgpu and tfjs (eager).
   * @default "auto"
   */
  readonly engine?: EngineName;
  /** Threads inside an operation; for ONNX Runtime. @default ONNX Runtime's choice */
  readonly threads?: number;
  /**
   * ONNX Runtime's execution providers, such as `["cuda", "cpu"]` or, with options that are passed through,
   * `[{ name: "cuda", deviceId: 1 }, "cpu"]`: the first that works is used, and `engine.reason` says why not those
   * before it.
   * @default ["cpu"], for onnxruntime-web ["wasm"]
   */
  readonly executionProviders?: readonly ExecutionProvider[];
}

/** The engine that a run or a predictor uses. */
export interface ChosenEngine {
  readonly name: string;
  /** Why this engine was taken, on what it runs, and why not those that were tried before it. */
  readonly reason: string;
}
