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
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

/** Serves the bundled page and ONNX Runtime's files under a strict policy, and notes what is asked for. */
export async function serve(): Promise<{ url: string; asked: string[]; server: Server }> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("page.ts", import.meta.url))],
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
  const asked: string[] = [];
  const server = createServer(async ({ url = "/" }, response) => {
    if (url !== "/favicon.ico") asked.push(url); // browsers ask for it themselves
    const type = types[url.split(".").at(-1) as string] ?? "text/html";
    const found = url === "/page.js" || url === "/" || url.startsWith("/onnxruntime/");
    response.writeHead(found ? 200 : 404, { "Content-Type": type, "Content-Security-Policy": policy });
    if (url === "/page.js") response.end(script);
    else if (url.startsWith("/onnxruntime/"))
      response.end(await readFile(new URL(`node_modules/onnxruntime-web/dist/${url.slice(13)}`, root)));
    else response.end('<!doctype html><title>test</title><script type="module" src="/page.js"></script>');
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, asked, server };
}
