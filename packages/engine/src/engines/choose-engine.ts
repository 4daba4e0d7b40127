import { checkChoice, checkNumber } from "@faceseg/core";
import type { AvailableEngine, Engine } from "./engine.ts";
import { type ChosenEngine, type EngineOptions, engineNames } from "./engine-options.ts";
import { EngineUnavailableError } from "./engine-unavailable-error.ts";
import { providerName } from "./execution-providers.ts";
import { onnxRuntime } from "./onnxruntime.ts";
import { onnxRuntimeWeb } from "./onnxruntime-web.ts";
import { tensorflow } from "./tensorflow.ts";
import { tfjs } from "./tfjs.ts";
import { webgpu } from "./webgpu.ts";

type Name = ChosenEngine["name"];

const engines: Readonly<Record<Name, (options: EngineOptions) => Promise<AvailableEngine>>> = {
  onnxruntime: onnxRuntime,
  "onnxruntime-web": onnxRuntimeWeb,
  tensorflow,
  webgpu,
  tfjs,
};

/** What is to be run decides which engines are possible. */
export interface EngineNeeds {
  /** What only engines that run compiled graphs can take, for messages, such as "an ONNX file". @default nothing */
  readonly compiledOnly?: string;
}

/**
 * The engine that the options mean on this machine.
 *
 * @throws {RangeError} for an unknown name, or a name that does not go with the execution providers or the model.
 * @throws {EngineUnavailableError} where the engine that was asked for, or every engine, is missing.
 * @example
 * const engine = await chooseEngine({ engine: "auto", threads: 2 });
 * engine.chosen; //=> { name: "onnxruntime", reason: "onnxruntime-node 1.30.0 on cpu" }
 */
export async function chooseEngine(
  options: EngineOptions = {},
  { compiledOnly }: EngineNeeds = {},
): Promise<Engine> {
  const { engine = "auto", executionProviders, threads } = options;
  checkChoice("engine", engine, ["auto", ...engineNames]);
  if (threads !== undefined) checkNumber("threads", threads, { min: 1, integer: true });
  const needsRuntime = compiledOnly !== undefined || executionProviders !== undefined;
  const names = engineNames.filter((name) => !needsRuntime || name.startsWith("onnxruntime"));
  if (engine === "auto") return firstAvailable(names, options);
  if (!names.includes(engine)) {
    const what = compiledOnly ?? `executionProviders [${executionProviders?.map(providerName)}]`;
    const legal = ["auto", ...names].map((name) => `"${name}"`).join(", ");
    throw new RangeError(`Expected \`engine\` to be one of ${legal} for ${what}, got "${engine}"`);
  }
  try {
    const { engine: kind, detail } = await engines[engine](options);
    return { ...kind, chosen: { name: engine, reason: `asked for; ${detail}` } };
  } catch (error) {
    if (!(error instanceof EngineUnavailableError)) throw error;
    throw new EngineUnavailableError(`Engine "${engine}" cannot be used: ${error.message}`, { cause: error });
  }
}

async function firstAvailable(names: readonly Name[], options: EngineOptions): Promise<Engine> {
  const skipped: string[] = [];
  for (const name of names) {
    try {
      const { engine, detail, avoid } = await engines[name](options);
      if (!avoid) return { ...engine, chosen: { name, reason: [detail, ...skipped].join("; ") } };
      skipped.push(`not ${name}: ${avoid}`);
    } catch (error) {
      if (!(error instanceof EngineUnavailableError)) throw error;
      skipped.push(`not ${name}: ${error.message}`);
    }
  }
  throw new EngineUnavailableError(`No engine can be used: ${skipped.join("; ")}`);
}
