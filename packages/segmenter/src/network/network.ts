import type { Size } from "@faceseg/image";
import type { ExecutionProvider } from "@faceseg/onnx/run";

/** What a network gives for some pictures. */
export interface NetworkOutput extends Size {
  readonly classes: number;
  /** [batch, height, width, classes], each pixel's sum 1. */
  readonly probabilities: Float32Array;
}

/** A network ready to run. */
export interface Network {
  /** Size of its input. */
  readonly input: Size;
  /** Its classes, where its shape tells. */
  readonly classes: number | undefined;
  /** Pictures that it takes at once. */
  readonly maxBatch: number;
  /** Where it runs, and why there. */
  readonly engine: RunningEngine;
  /** @param images RGB in [0, 1], [count, height, width, 3] */
  run(images: Float32Array, count: number): Promise<NetworkOutput>;
  dispose(): Promise<void>;
}

/** The engine that a network runs on. */
export interface RunningEngine {
  readonly name: "onnxruntime" | "onnxruntime-web" | "tfjs";
  /** What it runs on, and why it was taken. */
  readonly reason: string;
}

/** Which engine to run on, and how. */
export interface EngineOptions {
  /**
   * `"auto"` takes the first that is installed of onnxruntime (onnxruntime-node), onnxruntime-web and, for models of
   * TensorFlow.js and Keras, tfjs on its active backend.
   * @default "auto"
   */
  readonly engine?: "auto" | RunningEngine["name"];
  /** Threads inside an operation, for ONNX Runtime; in browsers the page must be cross-origin isolated. @default ONNX Runtime's choice */
  readonly threads?: number;
  /**
   * ONNX Runtime's execution providers, first choice first: "webgpu", "wasm"; in Node "cuda", "cpu"; with options that are
   * passed through `{ name: "cuda", deviceId: 1 }`. The first that works is used, and `engine.reason` says why not those
   * before it.
   * @default ["wasm"], in Node ["cpu"]
   */
  readonly executionProviders?: readonly ExecutionProvider[];
  /** Where a page or worker finds the .wasm and .mjs files of onnxruntime-web, ending in "/". @default beside the script */
  readonly wasmPaths?: string;
  /** Input size for a model that leaves it open. */
  readonly inputSize?: number | Size;
}
