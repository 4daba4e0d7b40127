import { inChromium, until, visits } from "./page/visit.ts";

inChromium("the training tab (skipped without /usr/bin/chromium)", () => {
  const { open } = visits();

  test("trains on faces drawn in the page, live, and its network segments images", async () => {
    const page = await open({ tab: "train", withoutNetwork: true, state: "No network" });
    await page.getByLabel("Training faces").selectOption("32");
    await page.getByRole("button", { name: "Start training" }).click();
    await until(page, `Number.parseInt(document.getElementById("train-step").textContent) >= 20`);

    // It learns, and can be watched.
    const label = await page.locator("#loss-chart").getAttribute("aria-label");
    const [, first, last] = label?.match(/from ([\d.]+) at step 1 to ([\d.]+) at step/) ?? [];
    expect(Number(last)).toBeLessThan(Number(first));
    expect(await page.locator("#score-chart .dot").count()).toBeGreaterThanOrEqual(2);
    expect(await page.locator("#gallery canvas").count()).toBe(18);
    // Sooner or later it finds more than the background.
    await until(
      page,
      `(() => {
      const canvas = document.querySelector("#gallery li canvas:last-child");
      const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d");
      copy.drawImage(canvas, 0, 0);
      return new Set(new Uint32Array(copy.getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size > 1;
    })()`,
    );

    await page.getByRole("button", { name: "Stop" }).click();
    await until(
      page,
      `/^Stopped after \\d+ steps, on onnxruntime-web/.test(
      document.getElementById("train-state").textContent)`,
    );

    await page.getByRole("button", { name: "Use it on images" }).click();
    await until(page, `document.getElementById("state").textContent === "Ready"`);
    expect(await page.locator("#missing").isHidden()).toBe(true);
    expect(await page.locator("#engine-detail").textContent()).toContain("64 × 64 pixels");
    await page.getByRole("button", { name: "Draw a face" }).click();
    await until(page, `/^512 × 512 · /.test(document.getElementById("state").textContent)`);
    expect(await page.locator("#before").getAttribute("aria-label")).toMatch(/found: /);
  });

  test("says so when its worker is lost, and trains again", async () => {
    const page = await open({
      tab: "train",
      before: `{
        globalThis.workers = [];
        globalThis.Worker = class extends Worker {
          constructor(...args) {
            super(...args);
            workers.push(this);
          }
        };
      }`,
    });
    await page.getByLabel("Training faces").selectOption("32");
    await page.getByRole("button", { name: "Start training" }).click();
    await until(page, `document.getElementById("gallery").children.length === 6`);
    await page.evaluate("workers.at(-1).terminate()");
    await until(
      page,
      `document.getElementById("alert").textContent.startsWith("The worker that trains was lost")`,
    );
    await page.getByRole("button", { name: "Start training" }).click();
    await until(page, `Number.parseInt(document.getElementById("train-step").textContent) >= 1`);
    expect(await page.getByRole("alert").textContent()).toBe("");
  });
});
