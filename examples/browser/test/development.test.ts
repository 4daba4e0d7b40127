import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { photo } from "./page/photo.ts";
import { choose, inChromium, visits } from "./page/visit.ts";

inChromium("npm run dev (skipped without /usr/bin/chromium)", () => {
  let server: ChildProcess;
  beforeAll(async () => {
    server = fork(fileURLToPath(new URL("page/dev-server.ts", import.meta.url)), [], {
      execArgv: ["--import", "tsx", "--conditions=@faceseg/source"],
    });
    [address] = await once(server, "message");
  });
  afterAll(() => server.kill());
  let address = "";
  const { open } = visits();

  test("serves the page with the trained network, isolated, so that it has threads", async () => {
    const page = await open({ address });
    expect(await page.evaluate("crossOriginIsolated")).toBe(true);
    await choose(page, "small.png", await photo(1), /^64 × 64 · /);
    expect(await page.locator("#engine").inputValue()).toBe("wasm-threads");
  });
});
