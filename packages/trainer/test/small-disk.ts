import { spawnSync } from "node:child_process";
import { mkdtempSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const run = (...[command, ...args]: [string, ...string[]]) => spawnSync(command, args).status === 0;

/** A disk in memory, full after `bytes`; undefined where this process has no right to mount one. */
export function smallDisk(bytes: number) {
  const folder = mkdtempSync(join(tmpdir(), "faceseg-disk-"));
  if (!run("mount", "-t", "tmpfs", "-o", `size=${bytes}`, "tmpfs", folder)) {
    rmdirSync(folder);
    return undefined;
  }
  const remount = (how: string) => {
    if (!run("mount", "-o", `remount,${how}`, folder)) throw new Error(`Cannot remount ${folder} ${how}`);
  };
  return {
    folder,
    allowWriting: (allowed: boolean) => remount(allowed ? "rw" : "ro"),
    remove() {
      run("umount", folder);
      rmdirSync(folder);
    },
  };
}
