import { loadRuntime } from "@faceseg/onnx/run";
import type { AvailableEngine } from "./engine.ts";
import type { EngineOptions } from "./engine-options.ts";
import { EngineUnavailableError } from "./engine-unavailable-error.ts";
import { providerName, workingProvider } from "./execution-providers.ts";
import { isNode, messageOf } from "./platform.ts";

/** onnxruntime-web: WebAssembly, in browsers and in Node; in browsers also WebGPU and others. */
export async function onnxRuntimeWeb(options: EngineOptions): Promise<AvailableEngine> {
  const { executionProviders = ["wasm"], threads, wasmPaths } = options;
  const runtime = "onnxruntime-web";
  const foreign = executionProviders.map(providerName).find((provider) => provider !== "wasm");
  if (isNode() && foreign !== undefined) {
    const found = `only "wasm" of executionProviders runs in Node, got "${foreign}"`;
    throw new EngineUnavailableError(`onnxruntime-web: ${found}; others are for engine "onnxruntime"`);
  }
  const { ort } = await loadRuntime(runtime).catch((error: unknown) => {
    throw new EngineUnavailableError(messageOf(error), { cause: error });
  });
  if (wasmPaths !== undefined) Object.assign(ort.env.wasm, { wasmPaths });
  const { provider, name, failures, untried } = await workingProvider(runtime, executionProviders, threads);
  const { numThreads = 1 } = ort.env.wasm;
  const asked = threads !== undefined && threads !== numThreads ? `, not ${threads}: ${limit()}` : "";
  const count = `${numThreads} ${numThreads === 1 ? "thread" : "threads"}${asked}`;
  return {
    detail: [`${runtime} ${ort.env.versions.web} on ${name}, ${count}`, ...failures].join("; "),
    engine: {
      kind: "compiled",
      // The threads that WebAssembly has: it cannot change them any more.
      session: {
        runtime,
        executionProviders: [provider],
        ...(threads !== undefined && { threads: numThreads }),
      },
      isNativeCpu: false,
      untriedProviders: untried,
    },
  };
}

/** Why WebAssembly does not have the threads that were asked for. */
const limit = () =>
  isNode() || (globalThis as { crossOriginIsolated?: boolean }).crossOriginIsolated
    ? "the first session settled it"
    : "the page is not cross-origin isolated";
