import { existsSync } from "node:fs";
import { join } from "node:path";
import { celebAMask19, lapa11, mapTaxonomy } from "@faceseg/image";
import { readDataFile } from "@faceseg/image/node";
import { filesByName, imageExtensions } from "../files-by-name.ts";
import { list } from "../folder.ts";
import type { FoundSplit, LabeledFile, Note } from "../found-dataset.ts";
import { readParts } from "../masks/parts-mask.ts";
import { drawSplits, type SplitShares, splitByNames } from "../splits.ts";
import { celebAMaskId, partNames } from "./celebamask-coding.ts";
import { amend, type CelebAMaskReading } from "./celebamask-layout.ts";

/** The folders of CelebAMask-HQ as it is published. */
export const partsFolders = ["CelebA-HQ-img", "CelebAMask-HQ-mask-anno"] as const;

/**
 * CelebAMask-HQ as it is published: `CelebA-HQ-img/0.jpg`, and a mask for each part, such as
 * `CelebAMask-HQ-mask-anno/0/00000_hair.png`. Where masks overlap, the part of the higher official id lies on top.
 *
 * Splits are CelebA's, where `CelebA-HQ-to-CelebA-mapping.txt` and `list_eval_partition.txt` are there; else they are
 * drawn.
 */
export async function celebAMaskPartsSplits(
  dir: string,
  reading: CelebAMaskReading,
  shares: SplitShares,
  note: Note,
): Promise<FoundSplit[]> {
  const imageFolder = join(dir, partsFolders[0]);
  const labelFolder = join(dir, partsFolders[1]);
  const images = await filesByName(imageFolder, imageExtensions, null, note);
  const parts = await partsByImage(labelFolder, note);
  const ids = reading.taxonomy.name === lapa11.name ? mapTaxonomy(celebAMask19, lapa11) : undefined;
  const files: LabeledFile[] = [];
  for (const [id, image] of images) {
    const own = parts.get(Number(id));
    if (!own) {
      note(
        "missing-label",
        null,
        image,
        `Expected masks of its parts, such as ${id.padStart(5, "0")}_skin.png, found none`,
      );
      continue;
    }
    const ordered = own
      .toSorted((a, b) => a.order - b.order)
      .map(({ file, id: part }) => ({ file, id: ids ? (ids[part] as number) : part }));
    const labels = ordered[0]?.file as string;
    files.push({ id, image, labels, read: async (size) => amend(await readParts(ordered, size), reading) });
  }
  for (const [number, [first]] of parts) {
    if (!images.has(String(number))) {
      note(
        "missing-image",
        null,
        first?.file ?? labelFolder,
        `Expected its image ${join(imageFolder, `${number}.jpg`)}, found none`,
      );
    }
  }
  files.sort((a, b) => Number(a.id) - Number(b.id));
  const official = await officialSplits(dir);
  if (!official) return drawSplits(files, shares);
  const byId = new Map(files.map((file) => [file.id, file]));
  return splitByNames((id) => byId.get(id), official, note).found;
}

interface PartOfImage {
  readonly file: string;
  readonly id: number;
  readonly order: number;
}

/** Masks of parts by the number of their image. */
async function partsByImage(folder: string, note: Note): Promise<Map<number, PartOfImage[]>> {
  const found = new Map<number, PartOfImage[]>();
  for (const group of await list(folder)) {
    const groupFolder = join(folder, group.name);
    if (!group.isDirectory()) {
      if (!/\.(txt|md)$/i.test(group.name))
        note("extra-file", null, groupFolder, "Expected folders of masks, found a file; it is not read");
      continue;
    }
    for (const { name } of await list(groupFolder)) {
      const [, number, part] = /^(\d+)_(\w+)\.png$/i.exec(name) ?? [];
      const id = part === undefined ? undefined : celebAMaskId(part);
      const file = join(groupFolder, name);
      if (number === undefined || id === undefined) {
        note(
          "extra-file",
          null,
          file,
          `Expected a name such as 00000_hair.png with a part of ${partNames.slice(1).join(", ")}; it is not read`,
        );
        continue;
      }
      const own = found.get(Number(number)) ?? [];
      own.push({ file, id, order: partNames.indexOf(part as string) });
      found.set(Number(number), own);
    }
  }
  return found;
}

/** CelebA's own splits of the images: 0 is training, 1 validation, 2 test. */
async function officialSplits(dir: string) {
  const [mapping, partition] = ["CelebA-HQ-to-CelebA-mapping.txt", "list_eval_partition.txt"].map((name) =>
    join(dir, name),
  ) as [string, string];
  if (!existsSync(mapping) || !existsSync(partition)) return undefined;
  const lines = async (file: string) =>
    new TextDecoder()
      .decode(await readDataFile(file))
      .split(/\r?\n/)
      .map((line) => line.trim().split(/\s+/));
  const splitOf = new Map((await lines(partition)).map(([name = "", split = ""]) => [name, split]));
  const splits = new Map<string, string[]>([
    ["train", []],
    ["val", []],
    ["test", []],
  ]);
  const names = [...splits.keys()];
  for (const [index = "", , original = ""] of await lines(mapping)) {
    const split = names[Number(splitOf.get(original))];
    if (split !== undefined) splits.get(split)?.push(index);
  }
  return { file: mapping, splits };
}
