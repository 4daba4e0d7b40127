import type { Page } from "playwright-core";
import sharp from "sharp";
import { photo } from "./page/photo.ts";
import { choose, inChromium, until, visits } from "./page/visit.ts";

/** Keeps the page's workers, so that a test can end one. */
const keepWorkers = `{
  globalThis.workers = [];
  globalThis.Worker = class extends Worker {
    constructor(...args) {
      super(...args);
      workers.push(this);
    }
  };
}`;

inChromium("the page keeps working (skipped without /usr/bin/chromium)", () => {
  const { open } = visits();
  const warning = async (page: Page) => {
    await until(page, `document.getElementById("alert").textContent !== ""`);
    return page.getByRole("alert").textContent();
  };
  const give = (page: Page, name: string, buffer: Buffer) =>
    page.locator("#file").setInputFiles({ name, mimeType: "image/png", buffer });

  test("after files that are damaged, or no images", async () => {
    const page = await open();
    await give(page, "notes.png", Buffer.from("not an image at all"));
    expect(await warning(page)).toMatch(/^notes\.png: This is not an image that the browser can read/);
    const damaged = await photo(4);
    damaged.fill(0x55, 60);
    await give(page, "damaged.png", damaged);
    await until(page, `!document.getElementById("alert").textContent.startsWith("notes")`);
    expect(await warning(page)).toMatch(/cannot read the file|can read/);
    await choose(page, "face.png", await photo(), /^64 × 64 · /);
    expect(await page.getByRole("alert").textContent()).toBe("");
  });

  test("with an image of 100 megapixels, which it scales down", async () => {
    const page = await open();
    const large = await sharp(await photo())
      .resize(10_000, 10_000, { kernel: "nearest" })
      .png()
      .toBuffer();
    await choose(page, "large.png", large, /^10000 × 10000, shown at 1600 × 1600 · /);
    const hair = page.locator("#legend li", { hasText: "hair" }).locator(".share");
    expect(await hair.textContent()).toMatch(/^[1-9]\d? %$/);
  });

  test("after an image of 200 megapixels, which it refuses before it decodes it", async () => {
    const page = await open();
    const huge = await sharp({ create: { width: 20_000, height: 10_000, channels: 3, background: "red" } })
      .png()
      .toBuffer();
    await give(page, "huge.png", huge);
    expect(await warning(page)).toBe(
      "huge.png: This image has 200 megapixels (20000 × 10000); at most 134 fit in here. Scale it down and try again.",
    );
  });

  test("after its worker was lost: it says so, starts another and shows the image again", async () => {
    const page = await open({ before: keepWorkers });
    await choose(page, "face.png", await photo(), /^64 × 64 · /);
    await page.evaluate("workers[0].terminate()");
    expect(await warning(page)).toBe("The worker that segments was lost; a new one has taken its place.");
    await until(page, `/^64 × 64 · /.test(document.getElementById("state").textContent)`);
    expect(await page.evaluate("workers.length")).toBe(2);
    await choose(page, "larger.png", await photo(2), /^128 × 128 · /);
  });

  test("until a worker is lost three times in a row; then it asks for a reload", async () => {
    const page = await open({ before: keepWorkers });
    for (const at of [0, 1, 2]) {
      await until(
        page,
        `workers.length === ${at + 1} && document.getElementById("state").textContent === "Ready"`,
      );
      await page.evaluate(`document.getElementById("state").textContent = "Ending"`);
      await page.evaluate(`workers[${at}].terminate()`);
    }
    await until(page, `document.getElementById("alert").textContent.includes("Reload the page")`);
    expect(await page.locator("#choose").isDisabled()).toBe(true);
  });

  test("without a network: one line says that the training tab works without it", async () => {
    const page = await open({ withoutNetwork: true, state: "No network" });
    const line = page.locator("#missing");
    expect(await line.textContent()).toMatch(
      /There is no network at models\/faceseg\.onnx, .* The training tab works\s+without it\./,
    );
    expect(await page.locator("#choose").isDisabled()).toBe(true);
    await line.getByRole("button").click();
    expect(await page.locator("#train-start").isEnabled()).toBe(true);
  });
});
