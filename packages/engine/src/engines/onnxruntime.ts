import { loadRuntime } from "@faceseg/onnx/run";
import type { AvailableEngine } from "./engine.ts";
import type { EngineOptions } from "./engine-options.ts";
import { EngineUnavailableError } from "./engine-unavailable-error.ts";
import { workingProvider } from "./execution-providers.ts";
import { isNode, messageOf } from "./platform.ts";

/** onnxruntime-node: the processor, or an accelerator through an execution provider. */
export async function onnxRuntime(options: EngineOptions): Promise<AvailableEngine> {
  const { executionProviders = ["cpu"], threads } = options;
  const runtime = "onnxruntime-node";
  if (!isNode()) throw new EngineUnavailableError("onnxruntime-node runs in Node only");
  const { ort } = await loadRuntime(runtime).catch((error: unknown) => {
    throw new EngineUnavailableError(messageOf(error), { cause: error });
  });
  const { provider, name, failures, untried } = await workingProvider(runtime, executionProviders, threads);
  const lacking = name === "cpu" ? "" : " (operators that it lacks run on the processor)";
  return {
    detail: [`${runtime} ${ort.env.versions.node} on ${name}${lacking}`, ...failures].join("; "),
    engine: {
      kind: "compiled",
      session: { runtime, executionProviders: [provider], ...(threads !== undefined && { threads }) },
      isNativeCpu: name === "cpu",
      untriedProviders: untried,
    },
  };
}
