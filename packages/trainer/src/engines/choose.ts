import type { ChosenEngine, EngineName, EngineOptions } from "./engine-options.ts";
import { providerName } from "./execution-providers.ts";
import { EngineUnavailableError, type LoadedEngine } from "./loaded-engine.ts";
import { loadOnnxRuntime } from "./onnxruntime.ts";
import { loadOnnxRuntimeWeb } from "./onnxruntime-web.ts";
import { loadTensorflow } from "./tensorflow.ts";
import { loadTfjs } from "./tfjs.ts";
import { loadWebgpu } from "./webgpu.ts";

/** An engine ready to be used. */
export interface UsableEngine extends LoadedEngine {
  readonly chosen: ChosenEngine;
}

type Loader = (options: EngineOptions) => Promise<LoadedEngine>;

/** In the order in which `"auto"` tries them. */
const loaders: ReadonlyMap<string, Loader> = new Map<EngineName, Loader>([
  ["onnxruntime", loadOnnxRuntime],
  ["onnxruntime-web", loadOnnxRuntimeWeb],
  ["tensorflow", loadTensorflow],
  ["webgpu", loadWebgpu],
  ["tfjs", loadTfjs],
]);

/**
 * The engine that the options mean on this machine.
 *
 * @throws {RangeError} for an unknown name, or execution providers for an engine that has none.
 * @throws {EngineUnavailableError} where the engine asked for, or every engine, is missing.
 */
export async function chooseEngine(options: EngineOptions): Promise<UsableEngine> {
  const { engine = "auto", executionProviders } = options;
  const names = [...loaders.keys()].filter((name) => !executionProviders || name.startsWith("onnxruntime"));
  if (engine === "auto") return firstUsable(names, options);
  const load = loaders.get(engine);
  if (!load) throw new RangeError(`Expected engine to be one of auto, ${names.join(", ")}, got "${engine}".`);
  if (!names.includes(engine)) {
    const found = `engine "${engine}" with executionProviders [${executionProviders?.map(providerName)}]`;
    throw new RangeError(`Expected executionProviders with one of ${names.join(", ")} only, got ${found}.`);
  }
  try {
    const loaded = await load(options);
    return { ...loaded, chosen: { name: engine, reason: `asked for; ${loaded.detail}` } };
  } catch (error) {
    if (!(error instanceof EngineUnavailableError)) throw error;
    throw new EngineUnavailableError(`Engine "${engine}" cannot be used: ${error.message}.`, {
      cause: error,
    });
  }
}

async function firstUsable(names: readonly string[], options: EngineOptions): Promise<UsableEngine> {
  const passed: string[] = [];
  for (const name of names) {
    try {
      const loaded = await (loaders.get(name) as Loader)(options);
      if (!loaded.avoid)
        return { ...loaded, chosen: { name, reason: [loaded.detail, ...passed].join("; ") } };
      passed.push(`not ${name}: ${loaded.avoid}`);
    } catch (error) {
      if (!(error instanceof EngineUnavailableError)) throw error;
      passed.push(`not ${name}: ${error.message}`);
    }
  }
  throw new EngineUnavailableError(`No engine can be used: ${passed.join("; ")}.`);
}
