import type { ConfusionMatrix } from "./confusion-matrix.ts";
import { checkClass } from "./counts.ts";
import { type ImageCounts, total } from "./image-counts.ts";
import { iou } from "./per-class.ts";
import { classTotals } from "./totals.ts";

/** Images in which a part is of about one size, and its score there. */
export interface SizeGroup {
  /** Smallest share of the counted pixels that the part takes in the truth, 0 to 1. */
  readonly from: number;
  /** Largest share of the counted pixels that the part takes in the truth, 0 to 1. */
  readonly to: number;
  /** Number of images in the group. */
  readonly images: number;
  /** The part's score of the group's total. */
  readonly score: number;
}

/** Options of `scoresBySize`. */
export interface SizeOptions {
  /**
   * Number of groups of, as far as it goes, equally many images; fewer when there are fewer images.
   *
   * @default 4
   */
  readonly groups?: number;
  /**
   * Score of each class.
   *
   * @default iou
   */
  readonly score?: (counts: ConfusionMatrix) => readonly number[];
}

/**
 * How a class is scored where it is small and where it is large: images that have it in the truth, in groups from
 * the smallest to the largest part. Images with parts of one size may fall into two groups, in their given order.
 *
 * @throws RangeError when `id` is no class or `groups` is no whole number of at least 1.
 *
 * @example
 * const groups = scoresBySize(images, 4, { groups: 2 });
 * groups[0]; // { from, to, images, score } of the smaller left eyes
 */
export function scoresBySize(
  images: readonly ImageCounts[],
  id: number,
  { groups = 4, score = iou }: SizeOptions = {},
): SizeGroup[] {
  if (!Number.isInteger(groups) || groups < 1) {
    const nearest = Math.max(1, Math.round(groups) || 1);
    throw new RangeError(
      `Expected \`groups\` to be a whole number of at least 1, got ${groups}; the nearest is ${nearest}`,
    );
  }
  const sized = images
    .map((image) => ({ image, share: shareOf(image, id) }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => a.share - b.share);
  const filled = Math.min(groups, sized.length);
  return Array.from({ length: filled }, (_, group) => {
    const members = sized.slice(
      Math.round((group * sized.length) / filled),
      Math.round(((group + 1) * sized.length) / filled),
    );
    return {
      from: members[0]?.share as number,
      to: members.at(-1)?.share as number,
      images: members.length,
      score: score(total(members.map(({ image }) => image)))[id] as number,
    };
  });
}

function shareOf({ counts }: ImageCounts, id: number): number {
  checkClass("id", id, counts.numClasses);
  const totals = classTotals(counts);
  return (totals[id]?.truth as number) / totals.reduce((sum, { truth }) => sum + truth, 0);
}
