import { photo } from "./page/photo.ts";
import { inChromium, until, visits } from "./page/visit.ts";

inChromium("images come into the page (skipped without /usr/bin/chromium)", () => {
  const { open } = visits();
  const file = async () => `new File(
    [Uint8Array.from(atob("${(await photo()).toString("base64")}"), (c) => c.charCodeAt(0))],
    "face.png", { type: "image/png" })`;
  const shown = `/^64 × 64 · /.test(document.getElementById("state").textContent)`;

  test("dropped anywhere on it", async () => {
    const page = await open();
    await page.evaluate(`{
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(${await file()});
      const at = document.querySelector(".panel");
      at.dispatchEvent(new DragEvent("dragover", { dataTransfer, bubbles: true, cancelable: true }));
      globalThis.marked = document.body.classList.contains("dropping");
      at.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    }`);
    await until(page, shown);
    expect(await page.evaluate("marked")).toBe(true);
    expect(await page.locator("body").getAttribute("class")).not.toContain("dropping");
  });

  test("pasted", async () => {
    const page = await open();
    await page.evaluate(`{
      const clipboardData = new DataTransfer();
      clipboardData.items.add(${await file()});
      document.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
    }`);
    await until(page, shown);
  });

  test("drawn", async () => {
    const page = await open();
    await page.getByRole("button", { name: "Draw a face" }).click();
    await until(page, `/^512 × 512 · /.test(document.getElementById("state").textContent)`);
  });

  test("and never leave it: no request goes elsewhere, and the policy forbids it", async () => {
    const page = await open();
    const asked: string[] = [];
    page.context().on("request", (request) => asked.push(request.url()));
    await page.getByRole("button", { name: "Draw a face" }).click();
    await until(page, `/^512/.test(document.getElementById("state").textContent)`);
    const { origin } = new URL(page.url());
    expect(asked.filter((url) => !url.startsWith(origin) && !/^(blob|data):/.test(url))).toEqual([]);
    const violation = await page.evaluate(`new Promise((resolve) => {
      document.addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective));
      fetch("http://127.0.0.2:1/").catch(() => {});
    })`);
    expect(violation).toBe("connect-src");
    // A worker has the policy that its script came with.
    const script = page.workers().find((worker) => worker.url().includes("/assets/worker"));
    const policy = await page.evaluate(
      `fetch("${script?.url()}").then(({ headers }) => headers.get("Content-Security-Policy"))`,
    );
    expect(policy).toContain("connect-src 'self'");
  });

  test("not as text that is pasted: one line says so", async () => {
    const page = await open();
    await page.evaluate(`{
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", "a face");
      document.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
    }`);
    expect(await page.getByRole("alert").textContent()).toMatch(/not an image file/);
  });
});
