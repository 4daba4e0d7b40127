import { join, parse } from "node:path";
import { type Coding, DataError, ownCoding } from "@faceseg/image/node";
import { celebAMaskCoding } from "../celebamask.ts";
import { foldersWith, list } from "../folder.ts";
import { lapaFolders } from "../lapa.ts";
import { kindOf } from "../open-dataset.ts";
import { imageExtensions, type Pair } from "../pairs.ts";
import { readSplits } from "../splits-file.ts";
import { type Finding, type FindingCode, finding } from "./finding.ts";

/** The pairs of a split that are there, and what its folders have wrong. */
export interface FoundSplit {
  readonly name: string;
  readonly pairs: readonly Pair[];
}

/** A data set as its folders show it; no image has been read. */
export interface FoundDataset {
  readonly name: "LaPa" | "CelebAMask-HQ";
  readonly coding: Coding;
  readonly splits: readonly FoundSplit[];
  readonly findings: readonly Finding[];
}

/**
 * Lists all splits of a data set. Unlike the readers it goes on at what is wrong, and notes it.
 *
 * @throws DataError when the folder is missing or its layout is unknown.
 */
export async function findPairs(dir: string): Promise<FoundDataset> {
  const name = await kindOf(dir);
  const findings: Finding[] = [];
  const note: Note = (...about) => findings.push(finding(...about));
  return name === "LaPa"
    ? { name, coding: ownCoding, splits: await lapaSplits(dir, note), findings }
    : { name, coding: celebAMaskCoding, splits: await celebSplits(dir, note), findings };
}

type Note = (code: FindingCode, split: string | null, file: string, message: string) => void;

async function lapaSplits(dir: string, note: Note): Promise<FoundSplit[]> {
  const splits: FoundSplit[] = [];
  for (const name of await foldersWith(dir, lapaFolders)) {
    const [images, labels] = lapaFolders.map((folder) => join(dir, name, folder)) as [string, string];
    const files = await filesOf(images, labels, name, note);
    const ids = [...new Set([...files.images.keys(), ...files.labels.keys()])].sort();
    const pairs = ids.flatMap((id) => pairOf(id, name, images, labels, files, note) ?? []);
    if (ids.length === 0)
      note("empty-split", name, images, "Expected images (.jpg, .jpeg, .png), found none");
    splits.push({ name, pairs });
  }
  return splits;
}

async function celebSplits(dir: string, note: Note): Promise<FoundSplit[]> {
  const [images, labels, file] = ["images", "masks", "splits.json"].map((name) => join(dir, name)) as [
    string,
    string,
    string,
  ];
  const files = await filesOf(images, labels, null, note);
  const listed = await readSplits(file).catch((error: unknown) => {
    if (!(error instanceof DataError)) throw error;
    note("broken-layout", null, file, error.message.slice(file.length + 2));
    return new Map<string, readonly string[]>();
  });
  const homes = new Map<string, string>();
  const splits: FoundSplit[] = [];
  for (const [name, ids] of listed) {
    if (ids.length === 0) note("empty-split", name, file, "Expected names in the split, found none");
    const pairs: Pair[] = [];
    for (const id of ids) {
      const other = homes.get(id);
      if (other !== undefined) {
        note(
          "name-in-two-splits",
          name,
          file,
          `Expected each name once, found "${id}" in ${other} and in ${name}`,
        );
        continue;
      }
      homes.set(id, name);
      const pair = pairOf(id, name, images, labels, files, note);
      if (pair) pairs.push(pair);
    }
    splits.push({ name, pairs });
  }
  for (const [id, path] of [...files.images, ...files.labels]) {
    if (listed.size > 0 && !homes.has(id))
      note("extra-file", null, path, "Expected its name in splits.json, found it in no split");
  }
  return splits;
}

interface Files {
  readonly images: Map<string, string>;
  readonly labels: Map<string, string>;
}

async function filesOf(images: string, labels: string, split: string | null, note: Note): Promise<Files> {
  const named = async (folder: string, extensions: readonly string[]) => {
    const found = new Map<string, string>();
    for (const entry of await list(folder)) {
      const { name, ext } = parse(entry.name);
      const file = join(folder, entry.name);
      const other = found.get(name);
      if (entry.isDirectory() || !extensions.includes(ext.toLowerCase())) {
        note(
          "extra-file",
          split,
          file,
          `Expected ${extensions.join(", ")}, found ${entry.isDirectory() ? "a folder" : "another kind of file"}; it is not read`,
        );
      } else if (other) {
        note("name-twice", split, file, `Expected one file named "${name}", found also ${other}`);
      } else found.set(name, file);
    }
    return found;
  };
  return { images: await named(images, imageExtensions), labels: await named(labels, [".png"]) };
}

function pairOf(
  id: string,
  split: string,
  imageFolder: string,
  labelFolder: string,
  { images, labels }: Files,
  note: Note,
): Pair | undefined {
  const [image, label] = [images.get(id), labels.get(id)];
  const expected = { image: join(imageFolder, `${id}.jpg`), label: join(labelFolder, `${id}.png`) };
  if (!image) {
    note(
      "missing-image",
      split,
      label ?? expected.image,
      label
        ? `Expected its image ${expected.image}, found none`
        : "Expected an image, found neither it nor its label",
    );
  } else if (!label) {
    note("missing-label", split, image, `Expected its label ${expected.label}, found none`);
  } else return { id, image, label };
  return undefined;
}
