// What `onnxruntime-web` is in this page's workers (vite.config.ts): the build of the engine that a worker is named
// after, as each brings another WebAssembly file along, of 14 MB for the processor and 27 MB for WebGPU.
export default self.name === "webgpu"
  ? await import("onnxruntime-web/webgpu")
  : await import("onnxruntime-web/wasm");
