import { once } from "node:events";
import { rm } from "node:fs/promises";

/** Ends what global-setup.mjs began. */
export default async function teardown() {
  if (!globalThis.pageServer) return;
  const { server, folder } = globalThis.pageServer;
  if (server.exitCode === null) {
    const ended = once(server, "exit");
    server.kill();
    await ended;
  }
  await rm(folder, { recursive: true, force: true });
}
