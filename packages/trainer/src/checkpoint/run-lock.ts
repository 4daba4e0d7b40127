/// <reference types="node" />
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import fs from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { writing } from "@faceseg/core/node";

/** Another process already trains in the folder. */
export class RunLockedError extends Error {
  /** For checks without instanceof. */
  override readonly name = "RunLockedError";
}

/** The process that has a lock. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  /** Start time of the process in units of the system; null where it is unknown. */
  readonly started: string | null;
  /** Tells the locks of one process apart. */
  readonly id?: string;
}

/** The lock of a folder, held by this process. */
export interface FolderLock {
  /** Whether the folder still has this lock; false after it was removed or replaced. */
  isOurs(): Promise<boolean>;
  /** Releases the folder. */
  release(): Promise<void>;
}

const FILE = "lock.json";
/** Time between two updates of the lock's modification time. */
const BEAT_MS = 20_000;
/** A process on another machine counts as dead when its lock was not updated for this long. */
const SILENT_MS = 300_000;
/** Locks that this process holds or is about to take, without those that it released but could not remove. */
const own = new Set<string>();

/**
 * Locks a folder for this process until it is released. The lock of a dead process is ignored: nothing has to be cleaned
 * up after a crash.
 *
 * @throws {RunLockedError} naming the process that has the folder.
 * @throws {DiskError} where the lock cannot be written.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const path = join(folder, FILE);
  const id = randomUUID();
  const content = JSON.stringify({ pid: process.pid, host: hostname(), started: startOf(process.pid), id });
  own.add(id);
  try {
    await writing(folder, () => fs.mkdir(folder, { recursive: true }));
    await writing(path, () => take(folder, path, content));
  } catch (error) {
    own.delete(id);
    throw error;
  }
  const beat = setInterval(() => fs.utimes(path, new Date(), new Date()).catch(() => {}), BEAT_MS);
  beat.unref();
  const isOurs = async () => (await fs.readFile(path, "utf8").catch(() => "")) === content;
  return {
    isOurs,
    async release() {
      clearInterval(beat);
      own.delete(id);
      // On a read-only disk it stays, and is ignored.
      if (await isOurs()) await fs.rm(path, { force: true }).catch(() => {});
    },
  };
}

async function take(folder: string, path: string, content: string): Promise<void> {
  while (!(await create(path, content))) {
    const found = await fs.readFile(path, "utf8").catch(() => undefined);
    if (found === undefined) continue; // released just now
    if (await isHeld(path, found)) {
      const { pid, host } = JSON.parse(found) as Holder;
      throw new RunLockedError(
        `${folder}: Expected a folder in which no other process trains, found process ${pid} on ${host}; ` +
          "wait for it, stop it, or take another folder",
      );
    }
    await removeStale(path, found, content);
  }
}

/** Of several processes that find the same dead lock, one removes it, and none removes a newer lock. */
async function removeStale(path: string, stale: string, holder: string): Promise<void> {
  const guard = `${path}.removing`;
  if (!(await create(guard, holder))) {
    const content = await fs.readFile(guard, "utf8").catch(() => undefined);
    if (content !== undefined && !(await isHeld(guard, content))) await fs.rm(guard, { force: true });
    return;
  }
  try {
    if ((await fs.readFile(path, "utf8").catch(() => undefined)) === stale)
      await fs.rm(path, { force: true });
  } finally {
    await fs.rm(guard, { force: true });
  }
}

/** Creates the file with its content in one step (a link cannot be half written); false where it exists. */
async function create(path: string, content: string): Promise<boolean> {
  const whole = `${path}.${process.pid}-${performance.now()}`;
  await fs.writeFile(whole, content);
  try {
    await fs.link(whole, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    await fs.rm(whole, { force: true });
  }
}

async function isHeld(path: string, content: string): Promise<boolean> {
  const { pid, host, started, id } = parse(content);
  if (id !== undefined && pid === process.pid && host === hostname() && started === startOf(pid))
    return own.has(id);
  if (host === hostname()) return isAlive(pid) && (started === null || started === startOf(pid));
  const { mtimeMs } = await fs.stat(path).catch(() => ({ mtimeMs: 0 }));
  return Date.now() - mtimeMs < SILENT_MS;
}

function parse(content: string): Holder {
  try {
    return JSON.parse(content) as Holder;
  } catch {
    return { pid: 0, host: hostname(), started: null }; // no process
  }
}

function isAlive(pid: number): boolean {
  if (!(Number.isSafeInteger(pid) && pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Distinguishes a process from a later one with the same id; Linux only. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null; // field 22
  } catch {
    return null;
  }
}
