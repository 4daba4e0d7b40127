import { DataError } from "@faceseg/image/node";
import type { Dataset } from "../sample.ts";
import { type CelebAMaskDataset, type CelebAMaskOptions, celebAMask } from "./celebamask.ts";
import { foldersWith, list } from "./folder.ts";
import { lapa, lapaFolders } from "./lapa.ts";

/**
 * A split of the data set in a folder, whose kind is recognized by its layout: CelebAMask-HQ has `images/`,
 * `masks/` and `splits.json`; LaPa has folders with `images/` and `labels/`.
 *
 * @param options Passed on to the reader of the kind that is found.
 * @throws DataError when the layout is unknown, and whatever the reader throws.
 */
export async function openDataset(
  dir: string,
  split: string,
  options: CelebAMaskOptions = {},
): Promise<Dataset | CelebAMaskDataset> {
  return (await kindOf(dir)) === "LaPa" ? lapa(dir, split) : celebAMask(dir, split, options);
}

/**
 * Which data set a folder is laid out like.
 *
 * @throws DataError when it is none that is known.
 */
export async function kindOf(dir: string): Promise<"LaPa" | "CelebAMask-HQ"> {
  const names = (await list(dir)).map(({ name }) => name);
  if (["images", "masks", "splits.json"].every((name) => names.includes(name))) return "CelebAMask-HQ";
  if ((await foldersWith(dir, lapaFolders)).length > 0) return "LaPa";
  const found = names.length > 0 ? names.slice(0, 8).join(", ") : "nothing";
  throw new DataError(
    dir,
    `Expected <split>/images/ and <split>/labels/ (LaPa), or images/, masks/ and splits.json (CelebAMask-HQ), found ${found}`,
  );
}
