import { existsSync } from "node:fs";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

const executablePath = "/usr/bin/chromium";

/** `describe` where there is a Chromium. */
export const inChromium = existsSync(executablePath) ? describe : describe.skip;

/** Visits of the page in one browser. */
export interface Visits {
  /** Opens the page in a window of its own; ready once its network is, unless `waitFor` says otherwise. */
  open(options?: VisitOptions): Promise<Page>;
}

/** How the page is visited. */
interface VisitOptions extends BrowserContextOptions {
  /** Where the page is. @default where global-setup serves it */
  readonly address?: string;
  readonly tab?: "segment" | "train";
  /** Run in the page before its own scripts. */
  readonly before?: string;
  /** What `#state` says when the page is ready. @default "Ready" */
  readonly state?: string;
  /** Answer 404 for the network. */
  readonly withoutNetwork?: boolean;
}

/** Starts a browser for the tests of a `describe`, and closes it after them. */
export function visits(...args: string[]): Visits {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox", ...args], timeout: 0 });
  });
  afterAll(() => browser.close());
  return {
    async open({
      address = process.env["FACESEG_PAGE"] as string,
      tab = "segment",
      before,
      state = "Ready",
      withoutNetwork = false,
      ...options
    } = {}) {
      const context = await browser.newContext(options);
      context.setDefaultTimeout(0); // a busy machine is not a failure; Jest has its own time limit
      if (withoutNetwork) {
        await context.route("**/models/faceseg.onnx", (route) => route.fulfill({ status: 404 }));
      }
      const page = await context.newPage();
      page.on("pageerror", ({ message }) => console.error(message));
      if (before) await page.addInitScript(before);
      await page.goto(`${address}#/${tab}`);
      await until(page, `document.getElementById("state").textContent === ${JSON.stringify(state)}`);
      return page;
    },
  };
}

/** Chooses a file as a visitor does, and waits until the line below the image matches. */
export async function choose(page: Page, name: string, buffer: Buffer, state: RegExp): Promise<void> {
  await page.locator("#file").setInputFiles({ name, mimeType: "image/png", buffer });
  await until(page, `${state}.test(document.getElementById("state").textContent)`);
}

/** Waits until an expression is true in the page, whose policy forbids Playwright's `waitForFunction` to evaluate it. */
export async function until(page: Page, expression: string): Promise<void> {
  while (!(await page.evaluate(expression))) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** A pixel of a canvas, [red, green, blue, alpha]; x and y are shares of its size. */
export const pixelOf = (page: Page, canvas: string, x: number, y: number): Promise<number[]> =>
  page.evaluate(`(() => {
    const canvas = document.querySelector("${canvas}");
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d");
    copy.drawImage(canvas, 0, 0);
    return [...copy.getImageData(${x} * canvas.width, ${y} * canvas.height, 1, 1).data];
  })()`);
