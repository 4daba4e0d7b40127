import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import type { OutgoingHttpHeaders } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Connect, Plugin } from "vite";

const folder = join(createRequire(import.meta.url).resolve("onnxruntime-web"), "..");

/** What the builds of ONNX Runtime that work/onnxruntime.ts names load: processor, then WebGPU. */
const files = ["ort-wasm-simd-threaded", "ort-wasm-simd-threaded.asyncify"].flatMap((name) => [
  `${name}.mjs`,
  `${name}.wasm`,
]);

const types: Readonly<Record<string, string>> = { mjs: "text/javascript", wasm: "application/wasm" };

/** Serves ONNX Runtime's files as they are under onnxruntime/, and copies them there in a build. */
export function onnxruntimeFiles(): Plugin {
  const serve =
    (headers: OutgoingHttpHeaders): Connect.NextHandleFunction =>
    ({ url = "" }, response, next) => {
      const name = files.find((file) => url.split("?")[0]?.endsWith(`/onnxruntime/${file}`));
      if (!name) return next();
      // Threads load the script as that of a worker: in an isolated page it needs the page's headers.
      const type = types[name.split(".").at(-1) as string] as string;
      response.writeHead(200, { ...headers, "Content-Type": type });
      createReadStream(join(folder, name)).pipe(response);
    };
  return {
    name: "onnxruntime-files",
    configureServer: ({ middlewares, config }) => void middlewares.use(serve(config.server.headers)),
    async generateBundle() {
      for (const name of files) {
        const source = await readFile(join(folder, name));
        this.emitFile({ type: "asset", fileName: `onnxruntime/${name}`, source });
      }
    },
  };
}
