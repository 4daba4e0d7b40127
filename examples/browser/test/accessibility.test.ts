import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { photo } from "./page/photo.ts";
import { choose, inChromium, visits } from "./page/visit.ts";

const axe = createRequire(import.meta.url).resolve("axe-core");

const violations = async (page: Page) => {
  await page.addScriptTag({ path: axe });
  return page.evaluate<string[]>(
    `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes[0].html.slice(0, 200)))`,
  );
};

inChromium("the page is for everybody (skipped without /usr/bin/chromium)", () => {
  const { open } = visits();

  describe.each(["light", "dark"] as const)("in %s", (colorScheme) => {
    test.each([360, 1280])(
      "axe finds no fault in either tab, %i pixels wide, and nothing sticks out",
      async (width) => {
        const page = await open({ colorScheme, bypassCSP: true, viewport: { width, height: 800 } });
        const fits = () => page.evaluate(`document.documentElement.scrollWidth <= ${width}`);
        expect([await violations(page), await fits()]).toEqual([[], true]);
        await choose(page, "face.png", await photo(), /^64 × 64 · /);
        await page.locator("#before").focus();
        await page.keyboard.press("ArrowRight"); // the name of a part
        expect([await violations(page), await fits()]).toEqual([[], true]);
        await page.getByRole("tab", { name: "Train" }).click();
        expect([await violations(page), await fits()]).toEqual([[], true]);
      },
    );

    test("axe finds no fault where a line says what went wrong", async () => {
      const page = await open({ colorScheme, bypassCSP: true, withoutNetwork: true, state: "No network" });
      await page.evaluate(
        `document.dispatchEvent(new ClipboardEvent("paste", { clipboardData: new DataTransfer() }))`,
      );
      expect(await page.getByRole("alert").textContent()).toMatch(/not an image file/);
      expect(await violations(page)).toEqual([]);
    });
  });

  test("tabs are moved between with the arrow keys, and the address keeps the tab", async () => {
    const page = await open();
    await page.getByRole("tab", { name: "Segment" }).focus();
    await page.keyboard.press("ArrowRight");
    expect(await page.locator("#train").isVisible()).toBe(true);
    expect(new URL(page.url()).hash).toBe("#/train");
    await page.reload();
    expect(await page.locator("#train").isVisible()).toBe(true);
  });
});
