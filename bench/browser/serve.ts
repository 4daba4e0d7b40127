import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = new URL("../../", import.meta.url);
const types: Readonly<Record<string, string>> = {
  js: "text/javascript",
  mjs: "text/javascript",
  wasm: "application/wasm",
};

/** Serves the bundled page and ONNX Runtime's files. With `isolated`, WebAssembly may use threads. */
export async function serve(isolated: boolean): Promise<{ url: string; server: Server }> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("bench/browser/page.ts", root))],
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: "es2022",
    conditions: ["@faceseg/source", "browser", "module"],
    external: ["onnxruntime-node"],
    logLevel: "error",
  });
  const script = outputFiles[0]?.contents as Uint8Array;
  const isolation = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
  };
  const server = createServer(async ({ url = "/" }, response) => {
    const type = types[url.split(".").at(-1) as string] ?? "text/html";
    response.writeHead(200, { "Content-Type": type, ...(isolated && isolation) });
    if (url === "/page.js") response.end(script);
    else if (url.startsWith("/onnxruntime/"))
      response.end(await readFile(new URL(`node_modules/onnxruntime-web/dist/${url.slice(13)}`, root)));
    else response.end('<!doctype html><title>bench</title><script type="module" src="/page.js"></script>');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server };
}
