import { type Bootstrap, bootstrapMeanIou } from "../bootstrap.ts";
import type { Evaluation, NetworkResults, Results } from "../results.ts";
import { extremes, pictureScores, type Scores, scoresOf } from "../scores.ts";

/** How many worst and best pictures of a network are shown. */
export const casesShown = 3;

/** One network on one set of pictures, with everything that the report derives from its counts. */
export interface Scored {
  /** Names its colour in the style sheet. */
  readonly key: string;
  readonly label: string;
  readonly network: NetworkResults;
  readonly evaluation: Evaluation;
  readonly scores: Scores;
  /** Mean IoU of resampled sets of pictures; the same resamples for every network. */
  readonly bootstrap: Bootstrap;
  readonly pictures: readonly number[];
  readonly cases: { readonly worst: readonly number[]; readonly best: readonly number[] };
}

/** All networks on the test split, or on the second data set. */
export function scoreAll(results: Results, set: "test" | "other"): Scored[] {
  const numClasses = results.classes.length;
  const first = results.networks.filter(({ seed }) => seed === results.config.seed);
  return first.flatMap((network) => {
    const evaluation = network[set];
    if (!evaluation) return [];
    const pictures = pictureScores(evaluation, numClasses);
    return {
      key: network.key,
      label: network.label,
      network,
      evaluation,
      scores: scoresOf(evaluation, numClasses),
      bootstrap: bootstrapMeanIou(evaluation, numClasses, results.config.seed),
      pictures,
      cases: extremes(pictures, casesShown),
    };
  });
}

/** Indices of the pictures that the gallery shows: spread over the set, chosen before any score is known. */
export function galleryIndices(pictures: number, shown = 6): number[] {
  const count = Math.min(pictures, shown);
  return Array.from({ length: count }, (_, i) => Math.floor(((i + 0.5) * pictures) / count));
}

/** Indices of all pictures of a set that some part of the report shows. */
export function shownIndices(results: Results, set: "test" | "other"): number[] {
  const scored = scoreAll(results, set);
  const cases = scored.flatMap((one) => [...one.cases.worst, ...one.cases.best]);
  return [...new Set([...galleryIndices(scored[0]?.evaluation.pictures.length ?? 0), ...cases])];
}
