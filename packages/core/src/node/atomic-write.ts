/// <reference types="node" />
import { existsSync } from "node:fs";
import fs from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { writing } from "./disk-error.ts";

/**
 * Writes the whole file or leaves the old one: beside it first, flushed to the disk, then renamed.
 *
 * @throws {DiskError} when it cannot be written.
 */
export async function writeFileAtomically(path: string, content: Uint8Array | string): Promise<void> {
  const temporary = `${path}.tmp`;
  await writing(path, () =>
    orLeaveNothing(temporary, async () => {
      await writeFlushed(temporary, content);
      await fs.rename(temporary, path);
      await flushFolder(dirname(path));
    }),
  );
}

/**
 * Puts a folder of exactly these files in the place of an older one of the same kind. Killed on the way, it leaves
 * the old files or the new, whole, where `currentFolder` finds them.
 *
 * @throws when the folder holds anything but files of these names, for they would be lost.
 * @throws {DiskError} when it cannot be written.
 */
export async function replaceFolder(
  folder: string,
  files: Readonly<Record<string, Uint8Array | string>>,
): Promise<void> {
  await writing(folder, () => orLeaveNothing(places(folder).saving, () => replace(folder, files)));
}

async function replace(folder: string, files: Readonly<Record<string, Uint8Array | string>>): Promise<void> {
  const { target, saving, previous } = places(folder);
  if (!existsSync(target) && existsSync(previous)) await fs.rename(previous, target);
  const replacing = existsSync(target);
  const others = replacing ? (await fs.readdir(target)).filter((name) => !Object.hasOwn(files, name)) : [];
  if (others.length > 0) {
    throw new Error(
      `Expected ${folder} to hold nothing but ${Object.keys(files).join(", ")}, found ${others.join(", ")}; ` +
        "give a folder of its own",
    );
  }

  await fs.rm(saving, { recursive: true, force: true });
  await fs.mkdir(saving, { recursive: true });
  for (const [name, content] of Object.entries(files)) await writeFlushed(join(saving, name), content);
  await flushFolder(saving);

  await fs.rm(previous, { recursive: true, force: true });
  if (replacing) await fs.rename(target, previous);
  await fs.rename(saving, target);
  await flushFolder(dirname(target));
  await fs.rm(previous, { recursive: true, force: true });
}

/** Where the files of `replaceFolder` are: beside their place if it was killed between its two renames. */
export function currentFolder(folder: string): string {
  const { target, previous } = places(folder);
  return !existsSync(target) && existsSync(previous) ? previous : folder;
}

function places(folder: string) {
  const target = resolve(folder);
  const beside = (suffix: string) => join(dirname(target), `.${basename(target)}.${suffix}`);
  return { target, saving: beside("saving"), previous: beside("previous") };
}

/** Does the work; where it fails, nothing half written stays at `temporary`: on a full disk it would be in the way. */
async function orLeaveNothing(temporary: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    await fs.rm(temporary, { recursive: true, force: true }).catch(() => {});
    throw error;
  }
}

async function writeFlushed(path: string, content: Uint8Array | string): Promise<void> {
  const file = await fs.open(path, "w");
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A rename is on the disk only when its folder is. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return; // folders cannot be opened there
  const handle = await fs.open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
