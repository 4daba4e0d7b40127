import { join } from "node:path";
import { filesByName, imageExtensions } from "../files-by-name.ts";
import { foldersWith } from "../folder.ts";
import type { FoundSplit, LabeledFile, Note } from "../found-dataset.ts";
import { pairOf } from "../pair-files.ts";

/** Two folders of a split. */
export type FolderPair = readonly [images: string, labels: string];

/** What a split's folder holds in LaPa. */
export const lapaFolders: FolderPair = ["images", "labels"];

/** Splits of `<dir>/<split>/<images>` and `<dir>/<split>/<labels>`, paired by name. */
export async function splitFolders(
  dir: string,
  folders: FolderPair,
  labelExtensions: readonly string[],
  read: (file: string) => LabeledFile["read"],
  note: Note,
): Promise<FoundSplit[]> {
  const splits: FoundSplit[] = [];
  for (const name of await foldersWith(dir, folders)) {
    const [imageFolder, labelFolder] = folders.map((folder) => join(dir, name, folder)) as [string, string];
    splits.push({
      name,
      files: await pairFolders(imageFolder, labelFolder, name, labelExtensions, read, note),
    });
  }
  return splits;
}

/** The pairs of two folders, in order of name. */
export async function pairFolders(
  imageFolder: string,
  labelFolder: string,
  split: string | null,
  labelExtensions: readonly string[],
  read: (file: string) => LabeledFile["read"],
  note: Note,
): Promise<LabeledFile[]> {
  const images = await filesByName(imageFolder, imageExtensions, split, note);
  const labels = await filesByName(labelFolder, labelExtensions, split, note);
  const [labelExtension = ""] = labelExtensions;
  const ids = [...new Set([...images.keys(), ...labels.keys()])].sort();
  if (ids.length === 0)
    note("empty-split", split, imageFolder, `Expected images (${imageExtensions.join(", ")}), found none`);
  const folders = { imageFolder, labelFolder, images, labels, labelExtension };
  return ids.flatMap((id) => pairOf(id, split, folders, read, note) ?? []);
}
