import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = new URL("../../../../", import.meta.url);
const types: Readonly<Record<string, string>> = {
  js: "text/javascript",
  mjs: "text/javascript",
  wasm: "application/wasm",
};

/** Serves the bundled page and ONNX Runtime's files, with nothing allowed from elsewhere. */
export async function serve(): Promise<{ url: string; server: Server }> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("page.ts", import.meta.url))],
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: "es2022",
    conditions: ["@faceseg/source", "browser", "module"],
    external: ["onnxruntime-node", "@faceseg/onnx", "@faceseg/keras", "@faceseg/backbones", "@tensorflow/*"],
    alias: { "@faceseg/onnx/run": fileURLToPath(new URL("packages/onnx/src/run.ts", root)) },
    logLevel: "error",
  });
  const script = outputFiles[0]?.contents as Uint8Array;
  const server = createServer(async ({ url = "/" }, response) => {
    response.writeHead(200, {
      "Content-Type": types[url.split(".").at(-1) as string] ?? "text/html",
      "Content-Security-Policy":
        "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; script-src 'self' 'wasm-unsafe-eval'",
    });
    if (url === "/page.js") response.end(script);
    else if (url.startsWith("/onnxruntime/"))
      response.end(await readFile(new URL(`node_modules/onnxruntime-web/dist/${url.slice(13)}`, root)));
    else response.end('<!doctype html><title>test</title><script type="module" src="/page.js"></script>');
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server };
}
