import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { renderReport } from "../src/report/report.ts";
import { madeUpResults } from "./made-up-results.ts";

const executablePath = "/usr/bin/chromium";
const maybe = existsSync(executablePath) ? describe : describe.skip;

maybe("renderReport(results, images) in a browser (skipped without /usr/bin/chromium)", () => {
  const report = renderReport(madeUpResults({ other: true }), () => "data:image/png;base64,iVBORw0KGgo=");
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
    for (const selector of ["body", "caption", "td.best", "figcaption", "svg .value", "small"]) {
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
});

/** WCAG's contrast ratio of two CSS colours "rgb(r, g, b)". */
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
