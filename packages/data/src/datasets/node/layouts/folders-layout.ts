import { join, relative } from "node:path";
import { filesByName, imageExtensions } from "../files-by-name.ts";
import { foldersWith, list } from "../folder.ts";
import type { FoundSplit, LabeledFile, Note } from "../found-dataset.ts";
import { pairOf } from "../pair-files.ts";
import { drawSplits, listedSplits, type SplitShares, splitByNames } from "../splits.ts";
import { type FolderPair, pairFolders, splitFolders } from "./lapa-layout.ts";

/** What folders of images and of labels are often called. */
const usual: FolderPair[] = [
  ["images", "labels"],
  ["images", "masks"],
  ["images", "annotations"],
  ["img", "ann"],
  ["img", "mask"],
  ["img", "masks"],
  ["img", "label"],
  ["img", "labels"],
  ["imgs", "masks"],
  ["image", "label"],
  ["image", "mask"],
  ["JPEGImages", "SegmentationClass"],
];

/**
 * The folders of images and of labels of a data set: in it, or in each of its splits; undefined where there are none.
 */
export async function findFolders(dir: string): Promise<FolderPair | undefined> {
  const names = (await list(dir)).map(({ name }) => name);
  for (const pair of usual) {
    if (pair.every((name) => names.includes(name)) || (await foldersWith(dir, pair)).length > 0) return pair;
  }
  return undefined;
}

/** How a pair of folders is split. */
export interface FolderSplitting {
  /** Shares of train, val and test where nothing in the folder says how it is split. */
  readonly shares: SplitShares;
  /** Extensions of label files. */
  readonly labelExtensions: readonly string[];
  /** Reads the labels of an image. */
  readonly read: (file: string) => LabeledFile["read"];
}

/**
 * Splits of a pair of folders: `<split>/<images>` and `<split>/<labels>`; `<images>/<split>` and `<labels>/<split>`; by
 * `splits.json`, or `train.txt`, `val.txt` and `test.txt`; else drawn by shares.
 */
export async function folderSplits(
  dir: string,
  folders: FolderPair,
  { shares, labelExtensions, read }: FolderSplitting,
  note: Note,
): Promise<FoundSplit[]> {
  const inSplits = await splitFolders(dir, folders, labelExtensions, read, note);
  if (inSplits.length > 0) return inSplits;
  const [imageFolder, labelFolder] = folders.map((folder) => join(dir, folder)) as [string, string];
  const inner = await commonFolders(imageFolder, labelFolder);
  if (inner.length > 0) {
    return Promise.all(
      inner.map(async (name) => ({
        name,
        files: await pairFolders(
          join(imageFolder, name),
          join(labelFolder, name),
          name,
          labelExtensions,
          read,
          note,
        ),
      })),
    );
  }
  const listed = await listedSplits(dir);
  if (!listed) {
    return drawSplits(await pairFolders(imageFolder, labelFolder, null, labelExtensions, read, note), shares);
  }
  const images = await filesByName(imageFolder, imageExtensions, null, note);
  const labels = await filesByName(labelFolder, labelExtensions, null, note);
  const paired = { imageFolder, labelFolder, images, labels, labelExtension: labelExtensions[0] ?? "" };
  const { found, listed: names } = splitByNames(
    (id, split) => pairOf(id, split, paired, read, note),
    listed,
    note,
  );
  for (const [id, path] of images) {
    if (!names.has(id))
      note(
        "extra-file",
        null,
        path,
        `Expected its name in ${relative(dir, listed.file)}, found it in no split`,
      );
  }
  return found;
}

/** Names of folders that both folders hold. */
async function commonFolders(one: string, other: string): Promise<string[]> {
  const inside = async (folder: string) =>
    (await list(folder)).filter((entry) => !entry.isFile()).map(({ name }) => name);
  const names = new Set(await inside(other));
  return (await inside(one)).filter((name) => names.has(name));
}
