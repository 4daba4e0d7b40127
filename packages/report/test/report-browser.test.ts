import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { type Browser, chromium } from "playwright-core";
import { madeUpResults } from "../../evaluation/test/made-up-results.ts";
import { analyze } from "../src/analysis/analysis.ts";
import { renderHtml } from "../src/render/render.ts";
import { madeUpHypotheses } from "./made-up-hypotheses.ts";

/** A transparent pixel. */
const pixel =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const executablePath = "/usr/bin/chromium";
const maybe = existsSync(executablePath) ? describe : describe.skip;

maybe("renderHtml(analysis, gallery) in a browser (skipped without /usr/bin/chromium)", () => {
  const results = madeUpResults({ full: true, other: true });
  const analysis = analyze(results, { hypotheses: madeUpHypotheses(results), resamples: 50 });
  const report = renderHtml(analysis, { images: () => pixel, synthetic: null });
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  });
  afterAll(() => browser.close());

  test.each([360, 1200])("fits a window %i pixels wide; only tables scroll sideways", async (width) => {
    const page = await browser.newPage({ viewport: { width, height: 800 } });
    await page.setContent(report);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
    await page.close();
  });

  test.each(["light", "dark"] as const)("has text that stands out, in %s", async (colorScheme) => {
    const page = await browser.newPage({ colorScheme });
    await page.setContent(report);
    // So few resamples support nothing.
    await page.evaluate(`document.querySelector("td.open").className = "good"`);
    for (const selector of [
      "body",
      "caption",
      "td.best",
      "figcaption",
      "svg .value",
      "small",
      "td.good",
      "td.bad",
      "td.open",
    ]) {
      const color = selector.startsWith("svg") ? "fill" : "color";
      const [text, paper] = await page.evaluate<[string, string]>(`(() => {
        const element = document.querySelector("${selector}");
        let behind = element;
        while (getComputedStyle(behind).backgroundColor === "rgba(0, 0, 0, 0)") behind = behind.parentElement;
        return [getComputedStyle(element).${color}, getComputedStyle(behind).backgroundColor];
      })()`);
      expect([selector, contrast(text, paper) >= 4.5]).toEqual([selector, true]);
    }
    await page.close();
  });

  test("has no fault that axe finds", async () => {
    const axe = createRequire(import.meta.url).resolve("axe-core");
    for (const colorScheme of ["light", "dark"] as const) {
      const page = await browser.newPage({ colorScheme, bypassCSP: true });
      await page.setContent(report);
      await page.addScriptTag({ path: axe });
      const violations = await page.evaluate<string[]>(
        `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes[0].html.slice(0, 200)))`,
      );
      expect(violations).toEqual([]);
      await page.close();
    }
  });

  test("sorts a table at a click, worst last, with groups kept together", async () => {
    const page = await browser.newPage();
    await page.setContent(report);
    const column = page.locator("#networks table.data").first();
    const heads = () => column.locator("tbody").nth(2).locator("tr:not(.group) th").allTextContents();
    await column.getByRole("button", { name: "Mean F1" }).click();
    const [best] = await heads();
    expect(best).toBe("U-Net, BGR input");
    await column.getByRole("button", { name: "Mean F1" }).click();
    expect((await heads()).at(-1)).toBe("U-Net, BGR input");
    expect(await column.locator("th[aria-sort]").getAttribute("aria-sort")).toBe("ascending");
    await page.close();
  });

  test("shows any mask over its image, by keyboard", async () => {
    const page = await browser.newPage();
    await page.setContent(report);
    const viewer = page.locator(".viewer").first();
    expect(await viewer.locator("output").textContent()).toBe("Truth");
    await viewer.getByLabel("Mask").focus();
    await page.keyboard.press("ArrowRight");
    expect(await viewer.locator("output").textContent()).toMatch(/^U-Net \(2025 study\), mean IoU 0\.\d{3}$/);
    await viewer.getByLabel("Shown").focus();
    await page.keyboard.press("Home");
    expect(await viewer.locator(".over").getAttribute("style")).toContain("100%");
    await page.close();
  });
});

/** WCAG's contrast ratio of two CSS colors "rgb(r, g, b)". */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = (color.match(/\d+/g) ?? []).map((text) => {
    const value = Number(text) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
