import { existsSync } from "node:fs";
import type { Server } from "node:http";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { type Browser, chromium, type Page } from "playwright-core";
import { servePage } from "../../../tools/testing/serve-page.ts";

const forBrowsers = [
  "backbones",
  "core",
  "data",
  "engine",
  "evaluation",
  "image",
  "metrics",
  "model-files",
  "onnx",
  "pspnet",
  "report",
  "segmenter",
  "segnet",
  "trainer",
  "unet",
];

/** The JavaScript of a package's main entry with that of its siblings, without other libraries and comments. */
async function ownCode(name: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`../../${name}/src/index.ts`, import.meta.url))],
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
    legalComments: "none",
    conditions: ["@faceseg/source"],
    logLevel: "error",
    plugins: [
      {
        name: "others stay outside",
        setup: ({ onResolve }) =>
          onResolve({ filter: /^[^./]/ }, ({ path }) =>
            path.startsWith("@faceseg/") ? undefined : { path, external: true },
          ),
      },
    ],
  });
  return outputFiles[0]?.text ?? "";
}

test.each(forBrowsers)("@faceseg/%s makes no code from text", async (name) => {
  const code = await ownCode(name);
  expect(code.length).toBeGreaterThan(1000);
  expect(code).not.toMatch(/\beval\s*\(|\bFunction\s*\(|\bimportScripts\s*\(/);
  expect(code).not.toMatch(/\bset(Timeout|Interval)\s*\(\s*["'`]/);
});

const script = new URL("browser/page.ts", import.meta.url);
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

const executablePath = "/usr/bin/chromium";
const maybe = existsSync(executablePath) ? describe : describe.skip;

maybe(
  "the packages for browsers, in one page under a strict policy (skipped without /usr/bin/chromium)",
  () => {
    let server: Server;
    let asked: readonly string[];
    let browser: Browser;
    let page: Page;
    let others: string[];

    beforeAll(async () => {
      const served = await servePage(script, { "Content-Security-Policy": policy });
      ({ server, asked } = served);
      browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
      page = await browser.newPage();
      page.on("pageerror", ({ message }) => console.error(message));
      others = [];
      page.on("request", (request) => {
        if (!request.url().startsWith(served.url)) others.push(request.url());
      });
      await page.goto(served.url);
      await page.waitForFunction("globalThis.work");
    });
    afterAll(async () => {
      await browser.close();
      server.close();
    });

    test("draw, train, measure, export, save, load and segment, and open no network but for ONNX Runtime", async () => {
      expect(asked).toEqual(["/", "/page.js"]);
      const done = (await page.evaluate("work()")) as Record<string, unknown>;
      expect(done).toEqual({
        engines: ["onnxruntime-web", "tfjs"],
        losses: [expect.any(Number), expect.any(Number)],
        score: expect.any(Number),
        layers: expect.any(Number),
        pixels: 32 * 32,
      });
      const files = asked.slice(2);
      expect(files.length).toBeGreaterThan(0);
      expect(files.filter((url) => !url.startsWith("/onnxruntime/ort-wasm"))).toEqual([]);
      expect(others).toEqual([]);
      expect(await page.evaluate("violations")).toEqual([]);
    });

    test("fetch a file where they are asked to", async () => {
      await page.evaluate("ask('/weights.h5')");
      expect(asked.at(-1)).toBe("/weights.h5");
      expect(others).toEqual([]);
    });

    test("could not do otherwise: the policy refuses code from text, and other hosts", async () => {
      expect(await page.evaluate("sin()")).toEqual(["EvalError", "TypeError"]);
      expect(await page.evaluate("violations")).toEqual([
        "script-src eval",
        "connect-src https://example.org/",
      ]);
    });
  },
);
