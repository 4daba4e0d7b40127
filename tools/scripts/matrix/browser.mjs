import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { asked, nodePackages, pageProgramOf, programOf } from "./program-of.mjs";
import { run } from "./run.mjs";

const executablePath = "/usr/bin/chromium";
const types = {
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
  ".html": "text/html",
};
const nodeOnly = new Set(["sharp", "onnxruntime-node", ...nodePackages]);

/** Installs the packages for browsers, and writes a page for each. */
export async function installForPages(folder, packages) {
  const place = join(folder, "pages");
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, "package.json"), JSON.stringify({ private: true, type: "module" }));
  const libraries = packages.filter(({ name }) => !nodePackages.includes(name));
  const names = [
    ...libraries.flatMap((one) => [one.name, ...asked(programOf(one).install)]),
    "onnxruntime-web",
  ];
  await run("npm", ["install", ...new Set(names.filter((name) => !nodeOnly.has(name)))], { cwd: place });
  const pages = libraries.map((one) => {
    const file = one.name.replace("/", "-").replace("@", "");
    writeFileSync(
      join(place, `${file}.ts`),
      `${pageProgramOf(one)}\nObject.assign(globalThis, { done: true });\n`,
    );
    writeFileSync(join(place, `${file}.html`), html(`/${file}.ts`));
    return file;
  });
  return { place, pages };
}

const html = (script) =>
  `<!doctype html><meta charset="utf-8"><title>page</title><script type="module" src="${script}"></script>`;

/** Builds the pages with Vite and runs them. */
export async function vitePages({ place, pages }, toolsFolder) {
  const vite = await import(pathToFileURL(join(toolsFolder, "node_modules/vite/dist/node/index.js")).href);
  const input = pages.map((file) => join(place, `${file}.html`));
  await vite.build({
    root: place,
    configFile: false,
    logLevel: "error",
    build: { target: "es2022", outDir: "vite", rollupOptions: { input } },
  });
  return runPages(join(place, "vite"), pages);
}

/** Bundles the pages' programs with esbuild and runs them. */
export async function bundledPages({ place, pages }) {
  const out = join(place, "esbuild");
  await build({
    entryPoints: pages.map((file) => join(place, `${file}.ts`)),
    outdir: out,
    bundle: true,
    platform: "browser",
    format: "esm",
    target: "es2022",
    logLevel: "error",
    absWorkingDir: place,
  });
  // ONNX Runtime looks for its WebAssembly next to the script.
  const runtime = join(place, "node_modules/onnxruntime-web/dist");
  for (const file of readdirSync(runtime).filter((name) => /^ort-wasm.*\.(mjs|wasm)$/.test(name)))
    cpSync(join(runtime, file), join(out, file));
  for (const file of pages) writeFileSync(join(out, `${file}.html`), html(`/${file}.js`));
  return runPages(out, pages);
}

/** Opens each page in Chromium and waits until its program ends. */
async function runPages(root, pages) {
  if (!existsSync(executablePath)) return `${pages.length} pages built; not opened: no ${executablePath}`;
  const server = createServer(({ url = "/" }, response) => {
    const path = join(root, new URL(url, "http://localhost").pathname);
    if (!existsSync(path)) return response.writeHead(404).end();
    response.writeHead(200, { "Content-Type": types[extname(path)] ?? "application/octet-stream" });
    response.end(readFileSync(path));
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    for (const file of pages) {
      const page = await browser.newPage();
      const errors = [];
      page.on("pageerror", (error) => errors.push(error.message));
      await page.goto(`http://127.0.0.1:${server.address().port}/${file}.html`);
      const ended = page.waitForFunction("globalThis.done", undefined, { timeout: 300_000, polling: 100 });
      const failed = new Promise((_, reject) => page.once("pageerror", reject));
      await Promise.race([ended, failed]).catch((error) => {
        throw new Error(`${file}.html fails: ${[...errors, error.message].join("; ")}`);
      });
      ended.catch(() => {});
      await page.close();
    }
  } finally {
    await browser.close();
    server.close();
  }
  return `${pages.length} pages run in Chromium`;
}
