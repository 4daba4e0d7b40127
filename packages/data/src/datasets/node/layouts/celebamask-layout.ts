import { join } from "node:path";
import type { LabelMap, Taxonomy } from "@faceseg/image";
import { DataError } from "@faceseg/image/node";
import { leftRightSwapped, repairLeftRight } from "../../left-right.ts";
import { filesByName, imageExtensions } from "../files-by-name.ts";
import type { FoundSplit, LabeledFile, Note } from "../found-dataset.ts";
import { readMask } from "../masks/read-mask.ts";
import { pairOf } from "../pair-files.ts";
import { splitByNames } from "../splits.ts";
import { readSplits } from "../splits-file.ts";
import { type CelebAMaskCodingName, celebAMaskCoding } from "./celebamask-coding.ts";

/** How CelebAMask-HQ is read. */
export interface CelebAMaskReading {
  /** Its own 19 classes, or LaPa's 11. */
  readonly taxonomy: Taxonomy;
  /** How masks of ids are coded. */
  readonly coding: CelebAMaskCodingName;
  /** What is done about files whose left and right are exchanged. */
  readonly leftRight: "repair" | "keep";
}

/** Puts left and right in order, where they are exchanged and the reading says so. */
export const amend = (labels: LabelMap, { taxonomy, leftRight }: CelebAMaskReading): LabelMap =>
  leftRight === "repair" && leftRightSwapped(labels, taxonomy) ? repairLeftRight(labels, taxonomy) : labels;

/** Splits of `images/`, `masks/` (one mask of ids for an image) and `splits.json`. */
export async function celebAMaskSplits(
  dir: string,
  reading: CelebAMaskReading,
  note: Note,
): Promise<FoundSplit[]> {
  const [imageFolder, labelFolder, file] = ["images", "masks", "splits.json"].map((name) =>
    join(dir, name),
  ) as [string, string, string];
  const images = await filesByName(imageFolder, imageExtensions, null, note);
  const labels = await filesByName(labelFolder, [".png"], null, note);
  const coding = celebAMaskCoding(reading.coding, reading.taxonomy);
  const read =
    (mask: string): LabeledFile["read"] =>
    async (size) =>
      amend(await readMask(mask, coding, size), reading);
  const folders = { imageFolder, labelFolder, images, labels, labelExtension: ".png" };
  const splits = await readSplits(file).catch((error: unknown) => {
    if (!(error instanceof DataError)) throw error;
    note("broken-layout", null, file, error.message.slice(file.length + 2));
    return new Map<string, readonly string[]>();
  });
  const { found, listed } = splitByNames(
    (id, split) => pairOf(id, split, folders, read, note),
    { file, splits },
    note,
  );
  for (const [id, path] of [...images, ...labels]) {
    if (splits.size > 0 && !listed.has(id)) {
      note("extra-file", null, path, "Expected its name in splits.json, found it in no split");
    }
  }
  return found;
}
