import { inChromium, until, visits } from "./page/visit.ts";

const alert = `document.getElementById("alert").textContent`;

inChromium("the camera (skipped without /usr/bin/chromium)", () => {
  const { open } = visits("--use-fake-device-for-media-stream");

  test("is segmented frame by frame, until it is stopped; the last frame stays", async () => {
    const page = await open({ permissions: ["camera"] });
    await page.getByRole("button", { name: "Camera" }).click();
    await until(
      page,
      `/^640 × 480, shown at 384 × 288 · \\d+ ms a frame · [\\d.]+ frames a second$/.test(document.getElementById("state").textContent)`,
    );
    expect(await page.locator("#camera").getAttribute("aria-pressed")).toBe("true");
    await page.getByRole("button", { name: "Camera" }).click();
    await until(page, `document.getElementById("camera").getAttribute("aria-pressed") === "false"`);
    expect(await page.evaluate(`document.getElementById("video").srcObject`)).toBeNull();
    await page.locator("#legend").getByLabel("skin").uncheck();
    expect(await page.locator("#frame").isVisible()).toBe(true);
  });

  test("is switched off when another tab is shown", async () => {
    const page = await open({ permissions: ["camera"] });
    await page.getByRole("button", { name: "Camera" }).click();
    await until(page, `/frames a second$/.test(document.getElementById("state").textContent)`);
    await page.getByRole("tab", { name: "Train" }).click();
    await until(page, `document.getElementById("camera").getAttribute("aria-pressed") === "false"`);
  });

  test("that the visitor refuses: one line says how to allow it", async () => {
    const page = await open({ permissions: [] });
    await page.getByRole("button", { name: "Camera" }).click();
    await until(page, `${alert}.startsWith("This page may not use the camera. Allow it")`);
    expect(await page.locator("#camera").getAttribute("aria-pressed")).toBe("false");
  });
});

inChromium("no camera (skipped without /usr/bin/chromium)", () => {
  const { open } = visits();

  test("is told in one line", async () => {
    const page = await open({ permissions: ["camera"] });
    await page.getByRole("button", { name: "Camera" }).click();
    await until(page, `${alert} === "No camera was found. Connect one, or choose a photo."`);
    expect(await page.locator("#camera").getAttribute("aria-pressed")).toBe("false");
  });
});
