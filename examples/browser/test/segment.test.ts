import { readFile } from "node:fs/promises";
import { type LabelMap, lapa11 } from "@faceseg/image";
import type { Page } from "playwright-core";
import sharp from "sharp";
import { formatShare } from "../src/segment/legend.ts";
import { labels, photo, side } from "./page/photo.ts";
import { choose, inChromium, pixelOf, visits } from "./page/visit.ts";

inChromium("a photo in the page (skipped without /usr/bin/chromium)", () => {
  const { open } = visits();
  let page: Page;
  let truth: LabelMap;
  /** A place, in shares of the image, well inside a class. */
  const inside = (id: number) => {
    const at = truth.data.findIndex((_, pixel) =>
      [-1, 0, 1].every((dx) => [-side, 0, side].every((dy) => truth.data[pixel + dx + dy] === id)),
    );
    return { x: ((at % side) + 0.5) / side, y: (Math.floor(at / side) + 0.5) / side };
  };
  const hair = 10;

  beforeAll(async () => {
    truth = await labels();
    page = await open();
    await choose(page, "face.png", await photo(), /^64 × 64 · /);
  });

  test("is segmented to the pixel, and the legend shows each part's share", async () => {
    for (const { id, name } of lapa11.classes.slice(1)) {
      const share = truth.data.filter((one) => one === id).length / truth.data.length;
      const row = page.locator("#legend li", { has: page.getByText(name, { exact: true }) });
      expect([name, await row.locator(".share").textContent()]).toEqual([name, formatShare(share)]);
    }
    const { x, y } = inside(hair);
    expect(await pixelOf(page, "#parts", x, y)).toEqual([...(lapa11.classes[hair]?.color ?? []), 255]);
    expect(await pixelOf(page, "#parts", 0.01, 0.01)).toEqual([0, 0, 0, 0]);
  });

  test("tells screen readers what was found", async () => {
    expect(await page.locator("#before").getAttribute("aria-label")).toMatch(
      /found: skin \d+ %, .*hair \d+ %/,
    );
  });

  test("hides a part and shows it again", async () => {
    const { x, y } = inside(hair);
    const alpha = async () => (await pixelOf(page, "#parts", x, y))[3];
    await page.locator("#legend").getByLabel("hair").uncheck();
    await expectSoon(alpha, 0);
    await page.locator("#show-all").click();
    await expectSoon(alpha, 255);
  });

  test("names the part under the pointer and marks it in the legend", async () => {
    const frame = page.locator("#frame");
    const box = await frame.boundingBox();
    const { x, y } = inside(hair);
    await frame.hover({ position: { x: x * (box?.width ?? 0), y: y * (box?.height ?? 0) } });
    expect(await page.locator("#chip").textContent()).toBe("hair");
    expect(await page.locator("#legend .marked .name").textContent()).toBe("hair");
  });

  test("names the part under a point that the arrow keys move", async () => {
    await page.mouse.move(0, 0); // the point would start under the pointer
    await page.locator("#before").focus();
    await page.keyboard.press("ArrowRight");
    const middle = truth.data[(side / 2) * side + side / 2] as number;
    expect(await page.locator("#chip").textContent()).toBe(lapa11.classes[middle]?.name);
    await page.keyboard.press("Escape");
    expect(await page.locator("#chip").isHidden()).toBe(true);
  });

  test("is covered as the sliders say", async () => {
    await page.getByLabel("Opacity").fill("20");
    expect(await page.locator("#parts").evaluate((canvas) => getComputedStyle(canvas).opacity)).toBe("0.2");
    await page.getByLabel("Before and after").focus();
    await page.keyboard.press("End");
    const clip = await page.locator(".after").evaluate((after) => getComputedStyle(after).clipPath);
    expect(clip).toBe("inset(0px 0px 0px 100%)");
    await page.keyboard.press("Home");
  });

  test("gets another color for its hair, and keeps the rest", async () => {
    const { x, y } = inside(hair);
    const before = await pixelOf(page, "#before", x, y);
    await page.getByLabel("Ocean").check();
    await page.locator("#recolored").waitFor();
    const [red = 0, , blue = 0] = await pixelOf(page, "#recolored", x, y);
    expect([before[0] ?? 0, blue]).toEqual([lapa11.classes[hair]?.color[0], expect.any(Number)]);
    expect(blue).toBeGreaterThan(red);
    expect(await pixelOf(page, "#recolored", 0.01, 0.01)).toEqual([0, 0, 0, 255]);
  });

  test("is saved as a mask of colors, as class ids, and recolored", async () => {
    const saved = async (button: string) => {
      const [download] = await Promise.all([page.waitForEvent("download"), page.locator(button).click()]);
      const file = await readFile(await download.path());
      return {
        name: download.suggestedFilename(),
        ...(await sharp(file).raw().toBuffer({ resolveWithObject: true })),
      };
    };
    const ids = await saved("#save-ids");
    expect(ids.name).toBe("faceseg-ids.png");
    expect(ids.data.filter((_, at) => at % ids.info.channels === 0)).toEqual(Buffer.from(truth.data));
    const mask = await saved("#save-mask");
    const colors = Array.from(truth.data, (id) =>
      id === 0 ? [0, 0, 0, 0] : [...(lapa11.classes[id]?.color ?? []), 255],
    );
    expect([...mask.data]).toEqual(colors.flat());
    expect((await saved("#save-image")).info).toMatchObject({ width: side, height: side });
  });
});

/** Waits, without a limit of its own, until a value comes out as expected. */
async function expectSoon<T>(value: () => Promise<T>, expected: T): Promise<void> {
  while ((await value()) !== expected) await new Promise((resolve) => setTimeout(resolve, 20));
}
