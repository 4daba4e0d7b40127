import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { DataError } from "@faceseg/image/node";

/** What a folder holds, hidden entries left out, in order of name. */
export async function list(folder: string): Promise<Dirent[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter(({ name }) => !name.startsWith("."))
      .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  } catch (cause) {
    throw new DataError(folder, `Expected a folder, found: ${(cause as Error).message}`, { cause });
  }
}

/** Names of the folders in a folder that hold all of `children`. */
export async function foldersWith(folder: string, children: readonly string[]): Promise<string[]> {
  const names: string[] = [];
  for (const entry of await list(folder)) {
    if (entry.isFile()) continue;
    const inside = await list(join(folder, entry.name)).catch(() => []);
    if (children.every((child) => inside.some(({ name }) => name === child))) names.push(entry.name);
  }
  return names;
}
