import * as tf from "@tensorflow/tfjs-core";
import { eagerEngine } from "./eager-engine.ts";
import {
  EngineUnavailableError,
  importForNode,
  isNode,
  type LoadedEngine,
  messageOf,
} from "./loaded-engine.ts";
import { activate } from "./on-backend.ts";

const backendName = "webgpu";

/** The parts of the WebGPU API that are used before TensorFlow.js takes over. */
interface Gpu {
  requestAdapter(): Promise<Adapter | null>;
}

interface Adapter {
  readonly info?: {
    readonly vendor?: string;
    readonly description?: string;
    readonly isFallbackAdapter?: boolean;
  };
}

/**
 * Eager training on WebGPU, through `@tensorflow/tfjs-backend-webgpu`. In Node, `navigator.gpu` and WebGPU's globals come
 * from the package `webgpu` and stay. The active backend stays as it was.
 */
export async function loadWebgpu(): Promise<LoadedEngine> {
  const gpu = browserGpu() ?? (isNode() ? await nodeGpu() : undefined);
  if (!gpu) throw new EngineUnavailableError("this browser has no WebGPU (navigator.gpu)");
  const adapter = await gpu.requestAdapter();
  if (!adapter) throw new EngineUnavailableError("WebGPU finds no adapter: no graphics driver it can use");
  await initialise();
  const { vendor = "", description = "", isFallbackAdapter = false } = adapter.info ?? {};
  const detail = `WebGPU on ${[vendor, description].filter(Boolean).join(" ") || "an unnamed adapter"}`;
  const engine = eagerEngine(backendName, backendName, detail);
  return isFallbackAdapter ? { ...engine, avoid: `${detail} is software` } : engine;
}

const browserGpu = () => (globalThis as { navigator?: { gpu?: Gpu } }).navigator?.gpu;

async function nodeGpu(): Promise<Gpu> {
  const module = await importForNode("webgpu");
  const { create, globals } = module as { create: (options: string[]) => Gpu; globals: object };
  Object.assign(globalThis, globals);
  const gpu = create([]);
  const place = globalThis as { navigator?: object };
  place.navigator ??= {};
  Object.defineProperty(place.navigator, "gpu", { value: gpu, configurable: true });
  return gpu;
}

async function initialise(): Promise<void> {
  const previous = tf.getBackend();
  try {
    await import("@tensorflow/tfjs-backend-webgpu");
    if (!(await tf.setBackend(backendName))) throw new Error("TensorFlow.js could not initialise WebGPU");
  } catch (error) {
    const remedy = "npm install @tensorflow/tfjs-backend-webgpu";
    throw new EngineUnavailableError(`${messageOf(error)}; ${remedy}`, { cause: error });
  } finally {
    activate(previous);
  }
}
