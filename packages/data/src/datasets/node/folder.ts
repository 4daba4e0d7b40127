import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, parse } from "node:path";
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

/**
 * The files of a folder that have one of `extensions`, by name without extension; other files are no part of it.
 *
 * @throws DataError when two files have one name.
 */
export async function filesByName(
  folder: string,
  extensions: readonly string[],
): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const entry of await list(folder)) {
    const { name, ext } = parse(entry.name);
    if (entry.isDirectory() || !extensions.includes(ext.toLowerCase())) continue;
    const file = join(folder, entry.name);
    const other = files.get(name);
    if (other) throw new DataError(file, `Expected one file named "${name}", found also ${other}`);
    files.set(name, file);
  }
  return files;
}
