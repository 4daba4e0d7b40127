import { orMissing, required } from "@faceseg/core";
import { loadTfjs, type Tfjs } from "../backend/load-tfjs.ts";
import { activate } from "../backend/on-backend.ts";
import type { AvailableEngine } from "./engine.ts";
import { EngineUnavailableError } from "./engine-unavailable-error.ts";
import { importForNode, isNode, messageOf } from "./platform.ts";

const backend = "webgpu";

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
 * WebGPU, through `@tensorflow/tfjs-backend-webgpu`. In Node, `navigator.gpu` and WebGPU's globals come from the package
 * `webgpu` and stay. The active backend stays active.
 */
export async function webgpu(): Promise<AvailableEngine> {
  const gpu = browserGpu() ?? (isNode() ? await nodeGpu() : undefined);
  if (!gpu) throw new EngineUnavailableError("this browser has no WebGPU (navigator.gpu)");
  const adapter = await gpu.requestAdapter();
  if (!adapter) throw new EngineUnavailableError("WebGPU finds no adapter: no graphics driver it can use");
  await initialize();
  const { vendor = "", description = "", isFallbackAdapter = false } = adapter.info ?? {};
  const detail = `WebGPU on ${[vendor, description].filter(Boolean).join(" ") || "an unnamed adapter"}`;
  return {
    detail,
    engine: { kind: "eager", backend },
    ...(isFallbackAdapter && { avoid: `${detail} is software` }),
  };
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

async function initialize(): Promise<void> {
  const name = "@tensorflow/tfjs-backend-webgpu";
  let tf: Tfjs | undefined;
  let previous: string | undefined;
  try {
    tf = await loadTfjs('Engine "webgpu"');
    previous = tf.getBackend();
    required(await import("@tensorflow/tfjs-backend-webgpu").catch(orMissing(name)), name, 'Engine "webgpu"');
    if (!(await tf.setBackend(backend))) throw new Error("TensorFlow.js could not initialize WebGPU");
  } catch (error) {
    throw new EngineUnavailableError(messageOf(error), { cause: error });
  } finally {
    if (tf) activate(tf, previous);
  }
}
