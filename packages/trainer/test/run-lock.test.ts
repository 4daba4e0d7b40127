import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DiskError } from "../../core/src/node/disk-error.ts";
import { lockFolder, RunLockedError } from "../src/checkpoint/run-lock.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = temporaryFolder();
const file = () => join(folder(), "lock.json");

test("lockFolder(folder) refuses a second start, naming the process, until the lock is given back", async () => {
  const first = await lockFolder(folder());
  const second = lockFolder(folder());
  await expect(second).rejects.toThrow(RunLockedError);
  await expect(second).rejects.toThrow(`process ${process.pid} on `);
  await first.release();
  await (await lockFolder(folder())).release();
  expect(await readdir(folder())).toEqual([]);
});

test("lockFolder(folder) takes the lock of a process that was killed", async () => {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  const mine = await lockFolder(folder());
  const { host } = JSON.parse(await readFile(file(), "utf8"));
  await mine.release();
  await writeFile(file(), JSON.stringify({ pid: child.pid, host, started: null }));
  await expect(lockFolder(folder())).rejects.toThrow(`process ${child.pid} on ${host}`);
  child.kill("SIGKILL");
  await once(child, "exit");
  await (await lockFolder(folder())).release();
});

test.each([
  ["of an earlier process of the same number", (host: string) => ({ pid: process.pid, host, started: "1" })],
  ["cut off", () => "{"],
])("lockFolder(folder) takes a lock %s", async (_, content) => {
  const mine = await lockFolder(folder());
  const { host } = JSON.parse(await readFile(file(), "utf8"));
  await mine.release();
  const made = content(host);
  await writeFile(file(), typeof made === "string" ? made : JSON.stringify(made));
  await (await lockFolder(folder())).release();
});

test("lockFolder(folder) gives one of many that find a dead lock the folder", async () => {
  await mkdir(folder(), { recursive: true });
  await writeFile(file(), "{");
  const starts = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder())));
  expect(starts.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("lockFolder(folder) says whether the folder still has its lock: not when it was removed or given to another", async () => {
  const lock = await lockFolder(folder());
  expect(await lock.isOurs()).toBe(true);
  const content = await readFile(file(), "utf8");
  await writeFile(file(), content.replace(/"pid":\d+/, '"pid":1'));
  expect(await lock.isOurs()).toBe(false);
  await rm(folder(), { recursive: true });
  expect(await lock.isOurs()).toBe(false);
  await lock.release();
});

test("lockFolder(folder) that cannot be made throws a DiskError naming it", async () => {
  await writeFile(join(folder(), "file"), "");
  const lock = lockFolder(join(folder(), "file", "run"));
  await expect(lock).rejects.toThrow(DiskError);
  await expect(lock).rejects.toThrow(
    `Expected to write ${join(folder(), "file", "run")}, but a file stands where a folder should (ENOTDIR); take another folder`,
  );
});
