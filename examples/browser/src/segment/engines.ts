import type { Engine } from "./protocol.ts";

/** The part of WebGPU's API that tells whether there is a graphics card to use. */
interface Gpu {
  requestAdapter(): Promise<unknown>;
}

/** The engines that this browser has, the recommended one first. */
export async function engines(): Promise<Engine[]> {
  // More than one thread needs shared memory, which only pages isolated from other origins get.
  const threads = crossOriginIsolated ? Math.min(navigator.hardwareConcurrency || 1, 4) : 1;
  const threaded: Engine = {
    name: "wasm-threads",
    label: `WebAssembly, ${threads} threads`,
    threads,
  };
  return [
    ...(threads > 1 ? [threaded] : []),
    { name: "wasm", label: "WebAssembly, 1 thread", threads: 1 },
    ...((await hasWebGpu()) ? [{ name: "webgpu", label: "WebGPU", threads: 1 } as const] : []),
  ];
}

async function hasWebGpu(): Promise<boolean> {
  const { gpu } = navigator as { gpu?: Gpu };
  const adapter = await gpu?.requestAdapter().catch(() => null);
  return Boolean(adapter);
}
