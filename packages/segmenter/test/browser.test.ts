import { existsSync } from "node:fs";
import type { Server } from "node:http";
import { fileURLToPath } from "node:url";
import { exportOnnx } from "@faceseg/onnx";
import { type Browser, chromium, type Page } from "playwright-core";
import sharp from "sharp";
import { servePage } from "../../../tools/testing/serve-page.ts";
import { colorNetwork, faceLabels, notes, painted } from "./painted.ts";

/** Images may be local; nothing is allowed from elsewhere. */
const policy =
  "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; script-src 'self' 'wasm-unsafe-eval'";

/** What a page that runs ONNX files does without: an import of it, other than on demand, would stop the page. */
const withoutPeers = {
  splitting: true,
  external: ["onnxruntime-node", "@faceseg/onnx", "@faceseg/backbones", "@tensorflow/*", "h5wasm"],
  alias: { "@faceseg/onnx/run": fileURLToPath(new URL("../../onnx/src/run.ts", import.meta.url)) },
};

const executablePath = "/usr/bin/chromium";
const maybe = existsSync(executablePath) ? describe : describe.skip;

maybe("segment(image) in a browser (skipped without /usr/bin/chromium) takes", () => {
  const size = 32;
  let server: Server;
  let browser: Browser;
  let page: Page;
  let expected: { width: number; height: number; labels: number[] };
  const onnx = [...exportOnnx(colorNetwork(size), { metadata: notes })];

  beforeAll(async () => {
    const face = await faceLabels(size);
    expected = { width: size, height: size, labels: [...face.data] };
    const { data } = painted(face);
    const png = await sharp(data, { raw: { width: size, height: size, channels: 3 } })
      .png()
      .toBuffer();
    const script = new URL("browser/page.ts", import.meta.url);
    const served = await servePage(script, { "Content-Security-Policy": policy }, withoutPeers);
    server = served.server;
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
    page = await browser.newPage();
    page.on("pageerror", ({ message }) => console.error(message));
    await page.goto(served.url);
    await page.waitForFunction("globalThis.load");
    expect(await page.evaluate(`load(${JSON.stringify(onnx)})`)).toMatchObject({ name: "onnxruntime-web" });
    await page.evaluate(`(async () => {
      globalThis.png = Uint8Array.from(atob("${png.toString("base64")}"), (c) => c.charCodeAt(0));
      globalThis.blob = new Blob([png], { type: "image/png" });
      globalThis.bitmap = await createImageBitmap(blob);
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [${size}, ${size}];
      canvas.getContext("2d").drawImage(bitmap, 0, 0);
      document.body.append(canvas);
    })()`);
  });
  afterAll(async () => {
    await browser.close();
    server.close();
  });

  test.each([
    ["a Blob", "blob"],
    ["an ImageBitmap", "bitmap"],
    ["a canvas", "document.querySelector('canvas')"],
    [
      "an ImageData",
      `document.querySelector('canvas').getContext('2d').getImageData(0, 0, ${size}, ${size})`,
    ],
    ["a VideoFrame", "new VideoFrame(document.querySelector('canvas'), { timestamp: 0 })"],
    [
      "an OffscreenCanvas",
      `(() => {
        const canvas = new OffscreenCanvas(${size}, ${size});
        canvas.getContext("2d").drawImage(bitmap, 0, 0);
        return canvas;
      })()`,
    ],
    [
      "an image element",
      `(async () => {
        const image = new Image(7, 7);
        image.src = URL.createObjectURL(blob);
        await image.decode();
        return image;
      })()`,
    ],
  ])("%s", async (_, source) => {
    expect(await page.evaluate(`(async () => segment(await ${source}))()`)).toEqual(expected);
  });

  test("a video element, whose codec may change a color here and there", async () => {
    const found = (await page.evaluate(`(async () => {
      const video = Object.assign(document.createElement("video"), { muted: true });
      const canvas = document.querySelector("canvas");
      video.srcObject = canvas.captureStream(10);
      canvas.getContext("2d").drawImage(bitmap, 0, 0);
      await video.play();
      return segment(video);
    })()`)) as typeof expected;
    expect([found.width, found.height]).toEqual([size, size]);
    const same = found.labels.filter((id, at) => id === expected.labels[at]).length;
    expect(same / found.labels.length).toBeGreaterThan(0.95);
  });

  test("an image in a worker, where there is no document", async () => {
    expect(
      await page.evaluate(`new Promise((done) => {
        const worker = new Worker("/page.js", { type: "module" });
        worker.onerror = ({ message }) => done(message);
        worker.onmessage = ({ data }) => done(data);
        worker.postMessage({ onnx: Uint8Array.from(${JSON.stringify(onnx)}) });
        worker.postMessage({ image: bitmap });
      })`),
    ).toEqual(expected);
  });

  test("a JPEG that its EXIF orientation turns", async () => {
    const turned = await sharp({ create: { width: 8, height: 4, channels: 3, background: "black" } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const bytes = JSON.stringify([...turned]);
    const found = (await page.evaluate(`segment(new Blob([Uint8Array.from(${bytes})]))`)) as typeof expected;
    expect([found.width, found.height]).toEqual([4, 8]);
  });

  test("no image: a clear error", async () => {
    const refused = (source: string) => expect(page.evaluate(`segment(${source})`)).rejects;
    await refused("document.createElement('video')").toThrow("not loaded yet, or closed");
    await refused("new Blob(['text'], { type: 'image/png' })").toThrow("a file of 4 bytes (image/png)");
    await refused(
      "(() => { const c = new OffscreenCanvas(1, 1); c.width = 20000; c.height = 20000; return c; })()",
    ).toThrow("at most 67108864 pixels, got 20000 x 20000");
    await refused("document.body").toThrow("got HTMLBodyElement");
  });

  test("and draws ImageData that canvases take", async () => {
    expect(await page.evaluate("drawn()")).toBe(true);
  });
});
