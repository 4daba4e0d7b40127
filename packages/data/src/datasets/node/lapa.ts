import { join } from "node:path";
import { DataError, ownCoding } from "@faceseg/image/node";
import type { Dataset } from "../sample.ts";
import { fileSample } from "./file-sample.ts";
import { foldersWith } from "./folder.ts";
import { pairs } from "./pairs.ts";

/** What a split's folder holds. */
export const lapaFolders = ["images", "labels"] as const;

/**
 * A split of LaPa, or of any folder laid out like it: `<dir>/<split>/images/*.jpg` and `<dir>/<split>/labels/*.png`
 * with the ids of `classes` (255 = ignore), paired and ordered by name.
 *
 * @throws DataError when the split is missing or empty, or an image or label lacks its counterpart.
 * @example
 * const val = await lapa("LaPa", "val");
 * val.samples.length; //=> 2000
 */
export async function lapa(dir: string, split: string): Promise<Dataset> {
  const splits = await foldersWith(dir, lapaFolders);
  if (!splits.includes(split)) {
    const found = splits.length > 0 ? splits.join(", ") : `no folder with ${lapaFolders.join("/ and ")}/`;
    throw new DataError(dir, `Expected a split "${split}", found ${found}`);
  }
  const [images, labels] = lapaFolders.map((name) => join(dir, split, name)) as [string, string];
  const found = await pairs(images, labels);
  if (found.length === 0) throw new DataError(images, "Expected images (.jpg, .jpeg, .png), found none");
  return { name: "LaPa", split, samples: found.map((pair) => fileSample(pair, ownCoding)) };
}
