import { readFile } from "node:fs/promises";
import { createServer, type OutgoingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build } from "esbuild";

const root = new URL("../../", import.meta.url);
const types: Readonly<Record<string, string>> = {
  js: "text/javascript",
  mjs: "text/javascript",
  wasm: "application/wasm",
};

/** A page that only runs a script. */
export interface ServedPage {
  readonly url: string;
  /** Requested paths, except the icon that browsers request themselves. */
  readonly asked: readonly string[];
  readonly server: Server;
}

/**
 * Bundles a script for browsers from the packages' sources and serves a page that runs it, with ONNX Runtime's files.
 *
 * @param headers Sent with every answer.
 * @param options More options of esbuild.
 */
export async function servePage(
  script: URL,
  headers: OutgoingHttpHeaders = {},
  options: Pick<BuildOptions, "alias" | "external" | "splitting"> = {},
): Promise<ServedPage> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(script)],
    entryNames: "page",
    outdir: "/",
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: "es2022",
    conditions: ["@faceseg/source", "browser", "module"],
    external: ["onnxruntime-node"],
    logLevel: "error",
    ...options,
  });
  const files: Readonly<Record<string, string | Uint8Array>> = {
    "/": '<!doctype html><title>page</title><script type="module" src="/page.js"></script>',
    ...Object.fromEntries(outputFiles.map(({ path, contents }) => [path, contents])),
  };
  const contentOf = (url: string) =>
    url.startsWith("/onnxruntime/")
      ? readFile(new URL(`node_modules/onnxruntime-web/dist/${url.slice(13)}`, root))
      : files[url];
  const asked: string[] = [];
  const server = createServer(async ({ url = "/" }, response) => {
    if (url !== "/favicon.ico") asked.push(url);
    const content = await contentOf(url);
    const type = types[url.split(".").at(-1) as string] ?? "text/html";
    response.writeHead(content ? 200 : 404, { "Content-Type": type, ...headers }).end(content);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, asked, server };
}
