import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { headers, policyInPage } from "./vite/headers.ts";
import { onnxruntimeFiles } from "./vite/onnxruntime-files.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What this page does not use: engines, Keras's HDF5 files, downloads. Packages import them only when asked to. */
const unused = ["onnxruntime-node", "h5wasm", "@tensorflow/tfjs-backend-webgpu", "@faceseg/download"];

export default defineConfig({
  // Works in any folder of any server.
  base: "./",
  // A missing file is an error 404, not the page again: the page must learn that there is no network.
  appType: "mpa",
  plugins: [onnxruntimeFiles(), policyInPage()],
  resolve: {
    alias: [{ find: /^onnxruntime-web$/, replacement: here("src/work/onnxruntime.ts") }],
    // The packages' sources, and ONNX Runtime without copies of its WebAssembly files.
    conditions: [
      "@faceseg/source",
      "onnxruntime-web-use-extern-wasm",
      "module",
      "browser",
      "development|production",
    ],
  },
  optimizeDeps: {
    entries: ["index.html", "src/*/worker.ts"],
    exclude: ["onnxruntime-web", "onnxruntime-web/wasm", "onnxruntime-web/webgpu", ...unused],
  },
  server: { headers: headers("'self' 'unsafe-inline'") },
  preview: { headers: headers() },
  // Compressing 41 MB of WebAssembly to print its size takes longer than the build.
  build: { target: "es2022", chunkSizeWarningLimit: 2000, reportCompressedSize: false },
  worker: {
    format: "es",
    rollupOptions: { external: unused, treeshake: { moduleSideEffects: "no-external" } },
  },
});
