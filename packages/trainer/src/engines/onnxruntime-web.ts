import { loadRuntime } from "@faceseg/onnx";
import { compiledClassifier } from "./classifier.ts";
import type { EngineOptions } from "./engine-options.ts";
import { providerName, workingProvider } from "./execution-providers.ts";
import { EngineUnavailableError, isNode, type LoadedEngine, messageOf } from "./loaded-engine.ts";
import { OnnxRuntimeEngine } from "./onnxruntime-engine.ts";

/** Compiled training on onnxruntime-web: WebAssembly, in browsers and in Node. */
export async function loadOnnxRuntimeWeb(options: EngineOptions): Promise<LoadedEngine> {
  const { executionProviders = ["wasm"], threads } = options;
  const runtime = "onnxruntime-web";
  const foreign = executionProviders.map(providerName).find((provider) => provider !== "wasm");
  if (isNode() && foreign !== undefined) {
    const found = `only "wasm" of executionProviders runs in Node, got "${foreign}"`;
    throw new EngineUnavailableError(`onnxruntime-web: ${found}; others are for engine "onnxruntime"`);
  }
  const { ort } = await loadRuntime(runtime).catch((error: unknown) => {
    throw new EngineUnavailableError(messageOf(error), { cause: error });
  });
  const { provider, name, passed } = await workingProvider(runtime, executionProviders, threads);
  const session = { runtime, executionProviders: [provider], ...(threads && { threads }) } as const;
  const { numThreads = 1 } = ort.env.wasm;
  const asked = threads !== undefined && threads !== numThreads ? `, not ${threads}: ${limit()}` : "";
  const count = `${numThreads} ${numThreads === 1 ? "thread" : "threads"}${asked}`;
  return {
    detail: [`${runtime} ${ort.env.versions.web} on ${name}, ${count}`, ...passed].join("; "),
    train: (plan) => new OnnxRuntimeEngine(plan, "onnxruntime-web", session),
    classify: (network, request) => compiledClassifier(network, request, session),
  };
}

/** Why WebAssembly has not the threads that were asked for. */
const limit = () =>
  isNode() || (globalThis as { crossOriginIsolated?: boolean }).crossOriginIsolated
    ? "the first session settled it"
    : "the page is not cross-origin isolated";
