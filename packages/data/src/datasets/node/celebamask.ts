import { join } from "node:path";
import { ignoreId } from "@faceseg/image";
import { type Coding, readLabels } from "@faceseg/image/node";
import { leftRightSwapped, repairLeftRight } from "../left-right.ts";
import type { Dataset } from "../sample.ts";
import { fileSample } from "./file-sample.ts";
import { pairs } from "./pairs.ts";
import { readSplit } from "./splits-file.ts";

/**
 * From CelebAMask-HQ's ids to ours. Its l_ and r_ are the subject's, so they change sides; ears are skin; what
 * glasses hide is unknown; hat, earring, necklace, neck and cloth are background.
 */
export const celebAMaskCoding: Coding = [0, 1, 6, ignoreId, 5, 4, 3, 2, 1, 1, 8, 7, 9, 10, 0, 0, 0, 0, 0];

/** Options of `celebAMask`. */
export interface CelebAMaskOptions {
  /**
   * Some label files have left and right exchanged. "repair" puts eyebrows and eyes back in such label maps (see
   * `leftRightSwapped`), "keep" leaves them as they are.
   * @default "repair"
   */
  readonly leftRight?: "repair" | "keep";
}

/** A split of CelebAMask-HQ that says what is done about exchanged left and right. */
export interface CelebAMaskDataset extends Dataset {
  readonly leftRight: "repair" | "keep";
  /**
   * Reads every label file; the ids of the samples with left and right exchanged on disk, repaired or kept.
   *
   * @param of Ids of the samples to look at. @default all
   */
  swapped(of?: ReadonlySet<string>): Promise<string[]>;
}

/**
 * A split of CelebAMask-HQ: `<dir>/images/*.jpg`, `<dir>/masks/*.png` (one map of ids 0..18 an image) and
 * `<dir>/splits.json`; its ids are mapped to those of `classes`, glasses to 255 (ignore).
 *
 * @throws DataError when the split is missing or empty, or an image or label of it is missing.
 * @example
 * const train = await celebAMask("celebamask", "train", { leftRight: "keep" });
 * await train.swapped(); //=> ["0ac1...", ...]
 */
export async function celebAMask(
  dir: string,
  split: string,
  options: CelebAMaskOptions = {},
): Promise<CelebAMaskDataset> {
  const { leftRight = "repair" } = options;
  if (leftRight !== "repair" && leftRight !== "keep") {
    throw new RangeError(`Expected \`leftRight\` to be "repair" or "keep", got ${JSON.stringify(leftRight)}`);
  }
  const names = await readSplit(join(dir, "splits.json"), split);
  const found = await pairs(join(dir, "images"), join(dir, "masks"), names);
  return {
    name: "CelebAMask-HQ",
    split,
    leftRight,
    samples: found.map((pair) =>
      fileSample(pair, celebAMaskCoding, (labels) =>
        leftRight === "repair" && leftRightSwapped(labels) ? repairLeftRight(labels) : labels,
      ),
    ),
    async swapped(of) {
      const ids: string[] = [];
      for (const { id, label } of found) {
        if (of && !of.has(id)) continue;
        if (leftRightSwapped(await readLabels(label, { coding: celebAMaskCoding }))) ids.push(id);
      }
      return ids;
    },
  };
}
