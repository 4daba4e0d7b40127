/** The packages that can run compiled graphs. */
export type RuntimeName = "onnxruntime-node" | "onnxruntime-web";

/** The part of ONNX Runtime's JavaScript API that this package uses; both of its packages have it. */
export interface OnnxRuntime {
  readonly InferenceSession: {
    /** Loads an ONNX file. */
    create(model: Uint8Array | string, options?: Record<string, unknown>): Promise<OrtSession>;
  };
  readonly Tensor: new (type: string, data: unknown, shape: readonly number[]) => OrtTensor;
  readonly env: { wasm: { numThreads?: number }; versions: { common?: string; node?: string; web?: string } };
}

/** A tensor of ONNX Runtime. */
export interface OrtTensor {
  readonly data: unknown;
  readonly dims: readonly number[];
}

/** What ONNX Runtime says of an input or output. */
export interface OrtPort {
  readonly name: string;
  readonly type?: string;
  readonly shape?: readonly (number | string)[];
}

/** A loaded graph of ONNX Runtime. */
export interface OrtSession {
  readonly inputMetadata: readonly OrtPort[];
  readonly outputMetadata: readonly OrtPort[];
  /** Runs the graph; `fetches` names the outputs, with tensors to write into or null. */
  run(
    feeds: Record<string, OrtTensor>,
    fetches?: Record<string, OrtTensor | null>,
  ): Promise<Record<string, OrtTensor>>;
  /** Frees the session. */
  release(): Promise<void>;
}

/** No ONNX Runtime package is installed. */
export class RuntimeMissingError extends Error {
  override name = "RuntimeMissingError";
}

/**
 * Loads an ONNX Runtime package, onnxruntime-node before onnxruntime-web where no name is given. Its telemetry, which
 * the native library has switched on, is switched off unless `ORT_DISABLE_TELEMETRY` is set already.
 *
 * @throws {RuntimeMissingError} where it is not installed.
 */
export async function loadRuntime(name?: RuntimeName): Promise<{ name: RuntimeName; ort: OnnxRuntime }> {
  const { process } = globalThis as {
    process?: { versions?: { node?: string }; env: Record<string, string | undefined> };
  };
  if (process?.env) process.env["ORT_DISABLE_TELEMETRY"] ??= "1";
  const isNode = process?.versions?.node !== undefined;
  const candidates: RuntimeName[] = name
    ? [name]
    : isNode
      ? ["onnxruntime-node", "onnxruntime-web"]
      : ["onnxruntime-web"];
  for (const candidate of candidates) {
    const module = await importRuntime(candidate);
    if (module) return { name: candidate, ort: module };
  }
  throw new RuntimeMissingError(
    `Running compiled functions needs ${candidates.join(" or ")}; npm install ${candidates[0]}`,
  );
}

async function importRuntime(name: RuntimeName): Promise<OnnxRuntime | undefined> {
  try {
    const module =
      name === "onnxruntime-node" ? await import("onnxruntime-node") : await import("onnxruntime-web");
    return ("InferenceSession" in module
      ? module
      : (module as { default: unknown }).default) as unknown as OnnxRuntime;
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (code === "ERR_MODULE_NOT_FOUND" || code === "MODULE_NOT_FOUND") return undefined;
    // Browsers throw a TypeError for a name that they cannot look up; Vite puts a stub in its place.
    const isBundled = error instanceof TypeError || message.startsWith("Could not resolve");
    if (isBundled && message.includes(name)) return undefined;
    throw error;
  }
}
