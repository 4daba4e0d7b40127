import { join, parse } from "node:path";
import { list } from "./folder.ts";
import type { Note } from "./found-dataset.ts";

/** What images are called. */
export const imageExtensions = [".jpg", ".jpeg", ".png", ".webp", ".avif", ".tif", ".tiff", ".gif", ".bmp"];

/** Files by their names without extension, in Unicode's composed form, which file systems write in different ways. */
export type FilesByName = ReadonlyMap<string, string>;

/** The files of a folder that have one of some extensions; others are noted. */
export async function filesByName(
  folder: string,
  extensions: readonly string[],
  split: string | null,
  note: Note,
): Promise<FilesByName> {
  const found = new Map<string, string>();
  for (const entry of await list(folder)) {
    const { name: given, ext } = parse(entry.name);
    const name = given.normalize("NFC");
    const file = join(folder, entry.name);
    const other = found.get(name);
    if (entry.isDirectory() || !extensions.includes(ext.toLowerCase())) {
      const kind = entry.isDirectory() ? "a folder" : "another kind of file";
      note("extra-file", split, file, `Expected ${extensions.join(", ")}, found ${kind}; it is not read`);
    } else if (other) {
      note("name-twice", split, file, `Expected one file named "${name}", found ${other} too`);
    } else found.set(name, file);
  }
  return found;
}
