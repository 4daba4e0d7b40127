import { fork } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Builds and serves the page once for all tests; see server.ts. */
export default async function setup() {
  if (!existsSync("/usr/bin/chromium")) return;
  const folder = await mkdtemp(join(tmpdir(), "faceseg-page-"));
  const server = fork(fileURLToPath(new URL("server.ts", import.meta.url)), [folder], {
    execArgv: ["--import", "tsx", "--conditions=@faceseg/source"],
  });
  globalThis.pageServer = { server, folder };
  const ended = once(server, "exit").then(([code]) => {
    throw new Error(`The page's server ended with code ${code}`);
  });
  const [address] = await Promise.race([once(server, "message"), ended]);
  ended.catch(() => {});
  process.env["FACESEG_PAGE"] = address;
}
