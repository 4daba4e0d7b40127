import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { lockFolder, RunLockedError } from "../src/run-lock.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = temporaryFolder();
const file = () => join(folder(), "lock.json");

test("lockFolder(folder) refuses a second start, naming the process, until the lock is given back", async () => {
  const release = await lockFolder(folder());
  const second = lockFolder(folder());
  await expect(second).rejects.toThrow(RunLockedError);
  await expect(second).rejects.toThrow(`process ${process.pid} on `);
  await release();
  await (await lockFolder(folder()))();
  expect(await readdir(folder())).toEqual([]);
});

test("lockFolder(folder) takes the lock of a process that was killed", async () => {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  const mine = await lockFolder(folder());
  const { host } = JSON.parse(await readFile(file(), "utf8"));
  await mine();
  await writeFile(file(), JSON.stringify({ pid: child.pid, host, started: null }));
  await expect(lockFolder(folder())).rejects.toThrow(`process ${child.pid} on ${host}`);
  child.kill("SIGKILL");
  await once(child, "exit");
  await (await lockFolder(folder()))();
});

test.each([
  ["of an earlier process of the same number", (host: string) => ({ pid: process.pid, host, started: "1" })],
  ["cut off", () => "{"],
])("lockFolder(folder) takes a lock %s", async (_, content) => {
  const mine = await lockFolder(folder());
  const { host } = JSON.parse(await readFile(file(), "utf8"));
  await mine();
  const made = content(host);
  await writeFile(file(), typeof made === "string" ? made : JSON.stringify(made));
  await (await lockFolder(folder()))();
});

test("lockFolder(folder) gives one of many that find a dead lock the folder", async () => {
  await mkdir(folder(), { recursive: true });
  await writeFile(file(), "{");
  const starts = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder())));
  expect(starts.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});
