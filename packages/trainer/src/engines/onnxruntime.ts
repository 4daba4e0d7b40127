import { loadRuntime } from "@faceseg/onnx";
import { compiledClassifier } from "./classifier.ts";
import type { EngineOptions } from "./engine-options.ts";
import { workingProvider } from "./execution-providers.ts";
import { EngineUnavailableError, isNode, type LoadedEngine, messageOf } from "./loaded-engine.ts";
import { OnnxRuntimeEngine } from "./onnxruntime-engine.ts";

/** Compiled training on onnxruntime-node: the processor, or an accelerator through an execution provider. */
export async function loadOnnxRuntime(options: EngineOptions): Promise<LoadedEngine> {
  const { executionProviders = ["cpu"], threads } = options;
  const runtime = "onnxruntime-node";
  if (!isNode()) throw new EngineUnavailableError("onnxruntime-node runs in Node only");
  const { ort } = await loadRuntime(runtime).catch((error: unknown) => {
    throw new EngineUnavailableError(messageOf(error), { cause: error });
  });
  const { provider, name, passed } = await workingProvider(runtime, executionProviders, threads);
  const session = { runtime, executionProviders: [provider], ...(threads && { threads }) } as const;
  // Blocked convolutions exist on the processor only.
  const training = name === "cpu" ? session : { ...session, channelBlock: 0 };
  const lacking = name === "cpu" ? "" : " (operators that it lacks run on the processor)";
  return {
    detail: [`${runtime} ${ort.env.versions.node} on ${name}${lacking}`, ...passed].join("; "),
    foreseen: name === "cpu",
    train: (plan) => new OnnxRuntimeEngine(plan, "onnxruntime", training),
    classify: (network, request) => compiledClassifier(network, request, session),
  };
}
