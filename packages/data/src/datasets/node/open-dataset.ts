import { checkChoice } from "@faceseg/core";
import { type celebAMask19, lapa11 } from "@faceseg/image";
import { DataError } from "@faceseg/image/node";
import { leftRightSwapped } from "../left-right.ts";
import type { Dataset } from "../sample.ts";
import { fileSample } from "./file-sample.ts";
import { type DatasetOptions, findDataset } from "./find-dataset.ts";
import type { FoundDataset } from "./found-dataset.ts";
import { celebAMaskCodings } from "./layouts/celebamask-coding.ts";
import { maskKinds } from "./masks/choose-coding.ts";
import { requireSplit } from "./splits.ts";

/** A split of CelebAMask-HQ. */
export interface CelebAMaskDataset extends Dataset {
  /** What is done about label files with left and right exchanged: they are repaired, or kept as they are. */
  readonly leftRight: "repair" | "keep";
  /**
   * Reads the label files, and returns the ids of the samples whose files have left and right exchanged.
   *
   * @param of Ids of the samples to read. @default all
   */
  swapped(of?: ReadonlySet<string>): Promise<string[]>;
}

/**
 * A split of the data set in a folder, recognized by its layout: LaPa, CelebAMask-HQ (as published, or with one mask
 * for each image), a folder of images and one of masks, LabelMe polygons, or COCO.
 *
 * The classes come from `options.classes`, from a `classes.json` or `labelmap.txt` in the folder, or from the layout. A
 * folder with the layout of LaPa or CelebAMask-HQ is refused when its masks do not look like theirs.
 *
 * @throws {DataError} naming the file: for an unknown layout or unknown classes, a missing or empty split, and an image
 *   or labels without counterpart.
 * @throws {RangeError} for an illegal option.
 * @example
 * const train = await openDataset("LaPa", "train");
 * train.taxonomy.classes.length; //=> 11
 */
export async function openDataset(
  dir: string,
  split: string,
  options: DatasetOptions = {},
): Promise<Dataset | CelebAMaskDataset> {
  checkDatasetOptions(options);
  const found = await findDataset(dir, options);
  const samples = samplesOf(dir, found, split);
  const { name, taxonomy } = found;
  if (name !== "CelebAMask-HQ") return { name, split, taxonomy, samples };
  const { leftRight = "repair" } = options;
  return {
    name,
    split,
    taxonomy,
    samples,
    leftRight,
    async swapped(of) {
      const { splits } = await findDataset(dir, {
        ...options,
        coding: options.coding ?? "celebamask",
        leftRight: "keep",
      });
      const ids: string[] = [];
      for (const { id, read } of requireSplit(dir, splits, split).files) {
        if (of && !of.has(id)) continue;
        if (leftRightSwapped(await read(), taxonomy)) ids.push(id);
      }
      return ids;
    },
  };
}

/** The samples of a split. @throws {DataError} for what is wrong with the split, or with the whole folder. */
function samplesOf(dir: string, { splits, findings }: FoundDataset, split: string): Dataset["samples"] {
  const isOurs = (of: string | null, code: string) =>
    of === null || of === split || code === "name-in-two-splits";
  const wrong = findings.find((one) => one.severity === "error" && isOurs(one.split, one.code));
  if (wrong && (wrong.split !== null || wrong.code === "broken-layout"))
    throw new DataError(wrong.file, wrong.message);
  const { files } = requireSplit(dir, splits, split);
  if (wrong) throw new DataError(wrong.file, wrong.message);
  if (files.length === 0) throw new DataError(dir, `Expected images in the split "${split}", found none`);
  return files.map(fileSample);
}

/** @throws {RangeError} for an illegal option. */
export function checkDatasetOptions({ leftRight = "repair", coding, masks }: DatasetOptions): void {
  checkChoice("leftRight", leftRight, ["repair", "keep"]);
  if (coding !== undefined) checkChoice("coding", coding, celebAMaskCodings);
  if (masks !== undefined) checkChoice("masks", masks, maskKinds);
}

/**
 * A split of LaPa: `<dir>/<split>/images/*.jpg` and `<dir>/<split>/labels/*.png` with the ids of `lapa11` (255 =
 * ignore), paired and sorted by name. Unlike `openDataset`, it does not check whether the masks look like LaPa's.
 *
 * @throws {DataError} when the split is missing or empty, or an image or label lacks its counterpart.
 * @example
 * const val = await lapa("LaPa", "val");
 * val.samples.length; //=> 2000
 */
export const lapa = (dir: string, split: string): Promise<Dataset> =>
  openDataset(dir, split, { classes: lapa11, images: "images", labels: "labels" }).then((dataset) => ({
    ...dataset,
    name: "LaPa",
  }));

/** Options of `celebAMask`. */
export interface CelebAMaskOptions extends Pick<DatasetOptions, "coding" | "leftRight"> {
  /** The classes: LaPa's, or CelebAMask-HQ's own. @default lapa11 */
  readonly taxonomy?: typeof lapa11 | typeof celebAMask19;
}

/**
 * A split of CelebAMask-HQ: `<dir>/images/*.jpg`, `<dir>/masks/*.png` (one map of ids 0..18 for each image) and
 * `<dir>/splits.json`; or as published, with a mask for each part. In LaPa's classes, glasses are 255 (ignore).
 *
 * @throws {DataError} when the split is missing or empty, or an image or label of it is missing.
 * @example
 * const train = await celebAMask("celebamask", "train", { leftRight: "keep" });
 * await train.swapped(); //=> ["0ac1...", ...]
 */
export const celebAMask = (
  dir: string,
  split: string,
  options: CelebAMaskOptions = {},
): Promise<CelebAMaskDataset> => {
  const { taxonomy = lapa11, coding = "celebamask", leftRight } = options;
  return openDataset(dir, split, { classes: taxonomy, coding, leftRight }) as Promise<CelebAMaskDataset>;
};

/** Options of `folderDataset`. */
export interface FolderDatasetOptions extends Pick<DatasetOptions, "masks" | "shares"> {
  /** The classes: a taxonomy, or what `readClasses` gives. */
  readonly classes: NonNullable<DatasetOptions["classes"]>;
  /** Folder of the images, within the data set's. @default "images" */
  readonly images?: string;
  /** Folder of the masks, within the data set's. @default "labels" */
  readonly labels?: string;
}

/**
 * A split of a folder of images and one of masks, paired by name. Splits are folders (`<split>/<images>` or
 * `<images>/<split>`), lists of names (`splits.json`, or `train.txt`, `val.txt` and `test.txt`), or drawn.
 *
 * @throws {DataError} when the split is missing or empty, or an image or mask lacks its counterpart.
 * @example
 * const classes = createTaxonomy({ classes: ["background", "skin", "hair"] });
 * const train = await folderDataset("faces", "train", { classes, images: "img", labels: "ann" });
 */
export const folderDataset = (
  dir: string,
  split: string,
  options: FolderDatasetOptions,
): Promise<Dataset> => {
  const { images = "images", labels = "labels", ...rest } = options;
  return openDataset(dir, split, { ...rest, images, labels });
};
