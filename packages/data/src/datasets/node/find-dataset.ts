import { existsSync } from "node:fs";
import { join } from "node:path";
import { type ClassesFile, celebAMask19, type LabelMap, lapa11, type Taxonomy } from "@faceseg/image";
import { DataError } from "@faceseg/image/node";
import { notCelebAMask, notLapa } from "./check-guess.ts";
import { foldersWith, list } from "./folder.ts";
import type { FoundDataset, FoundSplit, LabeledFile, Note } from "./found-dataset.ts";
import { type Finding, finding } from "./inspect/finding.ts";
import { type CelebAMaskCodingName, celebAMaskCoding } from "./layouts/celebamask-coding.ts";
import { amend, type CelebAMaskReading, celebAMaskSplits } from "./layouts/celebamask-layout.ts";
import { celebAMaskPartsSplits, partsFolders } from "./layouts/celebamask-parts-layout.ts";
import { cocoFiles, cocoSplits, cocoTaxonomy } from "./layouts/coco-layout.ts";
import { findFolders, folderSplits } from "./layouts/folders-layout.ts";
import { isLabelMe, labelMeSplits } from "./layouts/labelme-layout.ts";
import { type FolderPair, lapaFolders } from "./layouts/lapa-layout.ts";
import { type ChosenCoding, chooseCoding, type MaskKind } from "./masks/choose-coding.ts";
import { readLabelMe } from "./masks/read-labelme.ts";
import { readMask } from "./masks/read-mask.ts";
import { readClasses } from "./read-classes.ts";
import { checkShares, defaultShares, type SplitShares } from "./splits.ts";

/** How to read a folder of data, where its layout does not say. */
export interface DatasetOptions {
  /**
   * The classes of the labels: a taxonomy, or what `readClasses` gives.
   * @default `classes.json` or `labelmap.txt` in the folder; else those of LaPa or CelebAMask-HQ for their layouts
   */
  readonly classes?: Taxonomy | ClassesFile | undefined;
  /** Folder of the images, within the data set's. @default a usual name, such as "images" or "img" */
  readonly images?: string | undefined;
  /** Folder of the labels, within the data set's. @default a usual name, such as "labels", "masks" or "ann" */
  readonly labels?: string | undefined;
  /** What the pixels of masks are. @default recognized from the files */
  readonly masks?: MaskKind | undefined;
  /** Shares of train, val and test, where nothing in the folder says how it is split. @default [0.8, 0.1, 0.1] */
  readonly shares?: readonly number[] | undefined;
  /** How CelebAMask-HQ's masks of ids are coded. @default "celebamask", and checked */
  readonly coding?: CelebAMaskCodingName | undefined;
  /**
   * Some label files of CelebAMask-HQ have left and right exchanged. "repair" puts them in order (see
   * `leftRightSwapped`), "keep" leaves them as they are.
   * @default "repair"
   */
  readonly leftRight?: "repair" | "keep" | undefined;
}

/** The classes of a folder, and how masks code them. */
interface Classes {
  readonly taxonomy: Taxonomy;
  readonly coding?: ClassesFile["coding"];
}

/**
 * Recognizes the layout of a folder of data, and lists its splits. What is wrong is noted in `findings`.
 *
 * @throws {DataError} when the folder is missing, its layout is unknown, or nothing says what its classes are.
 */
export async function findDataset(dir: string, options: DatasetOptions = {}): Promise<FoundDataset> {
  const shares = options.shares ? checkShares(options.shares) : defaultShares;
  const findings: Finding[] = [];
  const note: Note = (...about) => void findings.push(finding(...about));
  const names = (await list(dir)).map(({ name }) => name);
  const has = (...wanted: readonly string[]) => wanted.every((name) => names.includes(name));
  const given = await classesOf(dir, options);
  const isAsked = options.images !== undefined || options.labels !== undefined;
  const isOwn = given && given.taxonomy !== lapa11 && given.taxonomy !== celebAMask19;
  const whole = (found: Omit<FoundDataset, "findings">): FoundDataset => ({ ...found, findings });

  if (!isAsked && has(...partsFolders)) {
    const reading = readingOf(given, options);
    const splits = await celebAMaskPartsSplits(dir, reading, shares, note);
    return whole({ name: "CelebAMask-HQ", taxonomy: reading.taxonomy, labels: "masks of parts", splits });
  }
  if (!isAsked && !isOwn && has("images", "masks", "splits.json")) {
    const reading = readingOf(given, options);
    const splits = await celebAMaskSplits(dir, reading, note);
    if (options.coding === undefined) refuse(dir, await notCelebAMask(masksOf(splits)), note);
    return whole({ name: "CelebAMask-HQ", taxonomy: reading.taxonomy, labels: "ids", splits });
  }
  if (!isAsked && !given && (await foldersWith(dir, lapaFolders)).length > 0) {
    const splits = await maskSplits(
      dir,
      lapaFolders,
      { taxonomy: lapa11 },
      { ...options, masks: "ids" },
      shares,
      note,
    );
    refuse(dir, await notLapa(masksOf(splits.splits)), note);
    return whole({ name: "LaPa", taxonomy: lapa11, ...splits });
  }
  if (!isAsked && (await isLabelMe(dir))) {
    const { taxonomy } = required(dir, given);
    return whole({
      name: "LabelMe",
      taxonomy,
      labels: "polygons",
      splits: await labelMeSplits(dir, taxonomy, shares, note),
    });
  }
  const coco =
    isAsked && options.labels !== undefined && !options.labels.endsWith(".json") ? [] : await cocoFiles(dir);
  if (coco.length > 0) {
    const taxonomy = given?.taxonomy ?? (await cocoTaxonomy(coco));
    const splits = await cocoSplits(dir, coco, { taxonomy, shares, imageFolder: options.images }, note);
    return whole({ name: "COCO", taxonomy, labels: "polygons", splits });
  }
  const folders = isAsked ? await asked(dir, names, options) : await findFolders(dir);
  if (!folders) throw unknownLayout(dir, names);
  const classes = required(dir, given);
  const isLapa = folders.join() === lapaFolders.join() && given?.taxonomy === lapa11;
  const name = isLapa ? "LaPa" : `${folders.join("/ and ")}/`;
  return whole({
    name,
    taxonomy: classes.taxonomy,
    ...(await maskSplits(dir, folders, classes, options, shares, note)),
  });
}

/** Notes why masks are not what their folder looks like. */
function refuse(dir: string, reason: string | undefined, note: Note): void {
  if (reason === undefined) return;
  note(
    "unknown-classes",
    null,
    dir,
    `${reason}; say what the ids mean with a classes.json in the folder, or with \`coding\``,
  );
}

async function classesOf(dir: string, { classes }: DatasetOptions): Promise<Classes | undefined> {
  if (classes) return "taxonomy" in classes ? classes : { taxonomy: classes };
  for (const name of ["classes.json", "labelmap.txt"]) {
    const file = join(dir, name);
    if (existsSync(file)) return readClasses(file);
  }
  return undefined;
}

function readingOf(given: Classes | undefined, { coding, leftRight }: DatasetOptions): CelebAMaskReading {
  const { taxonomy } = given ?? { taxonomy: lapa11 };
  if (taxonomy !== lapa11 && taxonomy !== celebAMask19) {
    throw new RangeError(
      `Expected \`classes\` for CelebAMask-HQ's masks to be lapa11 or celebAMask19, got ${taxonomy.name}`,
    );
  }
  return { taxonomy, coding: coding ?? "celebamask", leftRight: leftRight ?? "repair" };
}

/** Splits of masks in a pair of folders. */
async function maskSplits(
  dir: string,
  folders: FolderPair,
  { taxonomy, coding }: Classes,
  options: DatasetOptions,
  shares: SplitShares,
  note: Note,
): Promise<Pick<FoundDataset, "labels" | "splits">> {
  // CelebAMask-HQ's own masks, wherever they lie: their left is the subject's.
  const reading =
    taxonomy === celebAMask19 || options.coding !== undefined ? readingOf({ taxonomy }, options) : undefined;
  let chosen: ChosenCoding | undefined;
  const read =
    (file: string): LabeledFile["read"] =>
    async (size) =>
      isPolygons(file)
        ? readLabelMe(file, taxonomy, size)
        : amended(await readMask(file, (chosen as ChosenCoding).coding, size));
  const amended = (labels: LabelMap) => (reading ? amend(labels, reading) : labels);
  const labelExtensions = [".png", ".json"];
  const splits = await folderSplits(dir, folders, { shares, labelExtensions, read }, note);
  const files = splits.flatMap((split) => split.files);
  const pngs = files.filter(({ labels }) => !isPolygons(labels));
  const own = reading ? celebAMaskCoding(reading.coding, taxonomy) : coding;
  chosen = await chooseCoding(pngs, taxonomy, { kind: options.masks, coding: own });
  if (reading && options.coding === undefined && chosen.kind === "ids") {
    refuse(dir, await notCelebAMask(pngs.map(({ labels }) => labels)), note);
  }
  const names = { ids: "ids", colors: "colors", binary: "0 and 255" } as const;
  return { labels: pngs.length === 0 && files.length > 0 ? "polygons" : names[chosen.kind], splits };
}

const isPolygons = (file: string) => file.toLowerCase().endsWith(".json");

const masksOf = (splits: readonly FoundSplit[]) =>
  splits.flatMap(({ files }) => files.map(({ labels }) => labels));

async function asked(
  dir: string,
  names: readonly string[],
  { images, labels }: DatasetOptions,
): Promise<FolderPair> {
  if (images === undefined || labels === undefined) {
    throw new RangeError(
      `Expected both \`images\` and \`labels\`, got ${images === undefined ? "labels" : "images"} only`,
    );
  }
  const folders = [images, labels] as const;
  const isThere =
    folders.every((folder) => existsSync(join(dir, folder))) || (await foldersWith(dir, folders)).length > 0;
  if (isThere) return folders;
  const found = names.length > 0 ? names.slice(0, 8).join(", ") : "nothing";
  throw new DataError(dir, `Expected ${images}/ and ${labels}/ in it or in each split, found ${found}`);
}

function required(dir: string, classes: Classes | undefined): Classes {
  if (classes) return classes;
  throw new DataError(
    dir,
    "Expected the classes of its masks, found none; write their names by id to a classes.json in the folder, such as " +
      '["background", "skin", "hair"], or give `classes`',
  );
}

function unknownLayout(dir: string, names: readonly string[]): DataError {
  const found = names.length > 0 ? names.slice(0, 8).join(", ") : "nothing";
  return new DataError(
    dir,
    "Expected <split>/images/ and <split>/labels/ (LaPa), images/, masks/ and splits.json or CelebA-HQ-img/ and " +
      "CelebAMask-HQ-mask-anno/ (CelebAMask-HQ), a folder of images and one of masks, LabelMe polygons, or a COCO " +
      `file, found ${found}; name the folders with \`images\` and \`labels\``,
  );
}
