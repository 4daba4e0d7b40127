import type { Evaluation, NetworkResults, Results } from "@faceseg/evaluation";
import { extremes, imageScores, meanScores, type Scores, scoresOf } from "@faceseg/evaluation";
import { lookAt } from "./palette.ts";

/** How many worst and best images of a network are shown. */
const casesShown = 3;

/** One network on one set of images, with everything that the report derives from its counts. */
export interface Scored {
  /** Names its drawings. */
  readonly key: string;
  /** As people write it. */
  readonly label: string;
  /** Names its color in the style sheet. */
  readonly look: string;
  /** As trained from the first seed. */
  readonly network: NetworkResults;
  /** From all seeds. */
  readonly trainings: readonly NetworkResults[];
  /** Of the first seed. */
  readonly evaluation: Evaluation;
  /** Means over the seeds. */
  readonly scores: Scores;
  /** Scores of each seed. */
  readonly bySeed: readonly {
    /** Seed of the training. */
    readonly seed: number;
    /** Scores of the training. */
    readonly scores: Scores;
  }[];
  /** Mean IoU of each image by itself. */
  readonly byImage: readonly number[];
  /** Indices of the images on which it does worst and best. */
  readonly cases: {
    /** Indices of the images with the lowest mean IoU, the lowest first. */
    readonly worst: readonly number[];
    /** Indices of the images with the highest mean IoU, the highest first. */
    readonly best: readonly number[];
  };
}

/** All networks on the test split, or on the second data set. */
export function scoreAll(results: Results, set: "test" | "other"): Scored[] {
  return [...new Set(results.networks.map(({ name }) => name))].flatMap((name, place) => {
    const trainings = results.networks.filter((network) => network.name === name && network[set]);
    const [network] = trainings;
    const evaluation = network?.[set];
    if (!network || !evaluation) return [];
    const bySeed = trainings.flatMap(({ seed, [set]: one }) => (one ? { seed, scores: scoresOf(one) } : []));
    const byImage = imageScores(evaluation);
    return {
      key: network.key,
      label: network.label,
      look: lookAt(place),
      network,
      trainings,
      evaluation,
      scores: meanScores(bySeed.map(({ scores }) => scores)),
      bySeed,
      byImage,
      cases: extremes(byImage, casesShown),
    };
  });
}

/** Networks in their own right: variants of others appear only where they are compared with these. */
export function featured(scored: readonly Scored[]): Scored[] {
  const main = scored.filter(({ network }) => network.changes === null);
  return main.length > 0 ? main : [...scored];
}

/** Indices of the images that the gallery shows: spread over the set, chosen before any score is known. */
export function galleryIndices(images: number, shown = 6): number[] {
  const count = Math.min(images, shown);
  return Array.from({ length: count }, (_, i) => Math.floor(((i + 0.5) * images) / count));
}
