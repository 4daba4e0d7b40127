import { orMissing, PackageMissingError } from "@faceseg/core";

/** The packages that can run compiled graphs. */
export type RuntimeName = "onnxruntime-node" | "onnxruntime-web";

/** The part of ONNX Runtime's JavaScript API that this package uses; both of its packages have it. */
export interface OnnxRuntime {
  /** Makes sessions. */
  readonly InferenceSession: {
    /** Loads an ONNX file. */
    create(model: Uint8Array | string, options?: Record<string, unknown>): Promise<OrtSession>;
  };
  /** Makes tensors of typed arrays. */
  readonly Tensor: {
    /** Makes a tensor of a typed array. */
    new (type: string, data: unknown, shape: readonly number[]): OrtTensor;
  };
  /** Settings and versions. */
  readonly env: {
    /** Settings of WebAssembly, which hold from the first session on. */
    wasm: {
      /** Threads inside an operation. @default chosen by ONNX Runtime */
      numThreads?: number;
    };
    /** Versions of its packages, where they are loaded. */
    versions: {
      /** Of onnxruntime-common. */
      common?: string;
      /** Of onnxruntime-node. */
      node?: string;
      /** Of onnxruntime-web. */
      web?: string;
    };
  };
}

/** A tensor of ONNX Runtime. */
export interface OrtTensor {
  /** Its elements, as a typed array. */
  readonly data: unknown;
  /** Its shape. */
  readonly dims: readonly number[];
}

/** What ONNX Runtime says about an input or output. */
export interface OrtPort {
  /** Its name. */
  readonly name: string;
  /** Element type of a tensor, such as "float32"; absent where it is not a tensor. */
  readonly type?: string;
  /** Sizes of its dimensions; names or -1 where they are free. */
  readonly shape?: readonly (number | string)[];
}

/** A loaded graph of ONNX Runtime. */
export interface OrtSession {
  /** Its inputs. */
  readonly inputMetadata: readonly OrtPort[];
  /** Its outputs. */
  readonly outputMetadata: readonly OrtPort[];
  /** Runs the graph; `fetches` names the outputs, with tensors to write into or null. */
  run(
    feeds: Record<string, OrtTensor>,
    fetches?: Record<string, OrtTensor | null>,
  ): Promise<Record<string, OrtTensor>>;
  /** Frees the session. */
  release(): Promise<void>;
}

/** A loaded ONNX Runtime package. */
export interface LoadedRuntime {
  /** The package. */
  readonly name: RuntimeName;
  /** What it exports. */
  readonly ort: OnnxRuntime;
}

/**
 * Loads an ONNX Runtime package, onnxruntime-node before onnxruntime-web where no name is given. Its telemetry, which
 * the native library has switched on, is switched off unless `ORT_DISABLE_TELEMETRY` is set already.
 *
 * @param name The package. @default the first that is installed
 * @throws {PackageMissingError} where it is not installed.
 */
export async function loadRuntime(name?: RuntimeName): Promise<LoadedRuntime> {
  const { process } = globalThis as {
    process?: { versions?: { node?: string }; env: Record<string, string | undefined> };
  };
  if (process?.env) process.env["ORT_DISABLE_TELEMETRY"] ??= "1";
  const isNode = process?.versions?.node !== undefined;
  const preferred = name ?? (isNode ? "onnxruntime-node" : "onnxruntime-web");
  const candidates = new Set([preferred, name ?? "onnxruntime-web"]);
  for (const candidate of candidates) {
    const ort = await importRuntime(candidate);
    if (ort) return { name: candidate, ort };
  }
  throw new PackageMissingError(preferred, "Running ONNX files and compiled functions");
}

async function importRuntime(name: RuntimeName): Promise<OnnxRuntime | undefined> {
  const module =
    name === "onnxruntime-node"
      ? await import("onnxruntime-node").catch(orMissing(name))
      : await import("onnxruntime-web").catch(orMissing(name));
  if (module === undefined) return undefined;
  const whole = "InferenceSession" in module ? module : (module as { default: unknown }).default;
  return whole as unknown as OnnxRuntime;
}
