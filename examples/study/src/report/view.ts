import {
  type BootstrapResult,
  bootstrap,
  type Difference,
  type Interval,
  iou,
  meanF1,
  meanIou,
  overlapTable,
} from "@faceseg/metrics";
import type { Evaluation, NetworkResults, Results } from "../results.ts";
import { extremes, meanScores, pictureScores, type Scores, scoresOf } from "../scores.ts";
import { lookOf } from "./palette.ts";

/** How many worst and best pictures of a network are shown. */
const casesShown = 3;

/** One network on one set of pictures, with everything that the report derives from its counts. */
export interface Scored {
  /** Names its drawings. */
  readonly key: string;
  readonly label: string;
  /** Names its colour in the style sheet. */
  readonly look: string;
  /** Its training from the first seed, and from all. */
  readonly network: NetworkResults;
  readonly trainings: readonly NetworkResults[];
  /** Of the first seed. */
  readonly evaluation: Evaluation;
  /** Means over the seeds. */
  readonly scores: Scores;
  /** Scores of each seed. */
  readonly bySeed: readonly { readonly seed: number; readonly scores: Scores }[];
  readonly pictures: readonly number[];
  readonly cases: { readonly worst: readonly number[]; readonly best: readonly number[] };
}

/** All networks on the test split, or on the second data set. */
export function scoreAll(results: Results, set: "test" | "other"): Scored[] {
  const numClasses = results.classes.length;
  return [...new Set(results.networks.map(({ name }) => name))].flatMap((name) => {
    const trainings = results.networks.filter((network) => network.name === name && network[set]);
    const [network] = trainings;
    const evaluation = network?.[set];
    if (!network || !evaluation) return [];
    const bySeed = trainings.flatMap(({ seed, [set]: one }) =>
      one ? { seed, scores: scoresOf(one, numClasses) } : [],
    );
    const pictures = pictureScores(evaluation, numClasses);
    return {
      key: network.key,
      label: network.label,
      look: lookOf(network),
      network,
      trainings,
      evaluation,
      scores: meanScores(bySeed.map(({ scores }) => scores)),
      bySeed,
      pictures,
      cases: extremes(pictures, casesShown),
    };
  });
}

/** Networks of the study and the defaults; ablations appear only where they are compared with these. */
export function featured(scored: readonly Scored[]): Scored[] {
  const main = scored.filter(({ network }) => network.group !== "ablation");
  return main.length > 0 ? main : [...scored];
}

/** How sure the scores on a set are. */
export interface Certainty {
  /** By a network's name or a combination's: intervals of mean IoU, mean F1, then the IoU of each class. */
  readonly of: (name: string) => readonly Interval[];
  /** Mean IoU of `a` minus that of `b`. */
  readonly difference: (a: string, b: string) => Difference | undefined;
}

/** Resamples the pictures of a set once for all networks and combinations that were scored on it. */
export function certaintyOf(results: Results, set: "test" | "other", resamples: number): Certainty {
  const numClasses = results.classes.length;
  const table = (evaluation: Evaluation) =>
    overlapTable(evaluation.pictures.map(({ id, counts }) => ({ id, counts: { numClasses, counts } })));
  const trainings = results.networks.flatMap((network) => {
    const evaluation = network[set];
    return evaluation ? [{ name: network.name as string, evaluation }] : [];
  });
  const combinations = set === "test" ? results.combinations : [];
  const all = [...trainings, ...combinations.map(({ name, test }) => ({ name, evaluation: test }))];
  const tables = Object.fromEntries(
    all.map(({ name }) => [
      name,
      all.filter((one) => one.name === name).map(({ evaluation }) => table(evaluation)),
    ]),
  );
  if (all.length === 0) return { of: () => [], difference: () => undefined };
  const found: BootstrapResult = bootstrap({
    models: tables,
    score: (sum) => [meanIou(sum), meanF1(sum), ...iou(sum)],
    resamples,
    seed: results.config.seed,
  });
  return {
    of: (name) => found.models[name] ?? [],
    difference: (a, b) => {
      const forth = found.differences.find((one) => one.a === a && one.b === b)?.scores[0];
      const back = found.differences.find((one) => one.a === b && one.b === a)?.scores[0];
      return forth ?? (back && { value: -back.value, low: -back.high, high: -back.low, p: back.p });
    },
  };
}

/** Indices of the pictures that the gallery shows: spread over the set, chosen before any score is known. */
export function galleryIndices(pictures: number, shown = 6): number[] {
  const count = Math.min(pictures, shown);
  return Array.from({ length: count }, (_, i) => Math.floor(((i + 0.5) * pictures) / count));
}

/** Indices of all pictures of a set that some part of the report shows. */
export function shownIndices(results: Results, set: "test" | "other"): number[] {
  const scored = scoreAll(results, set);
  const cases = featured(scored).flatMap((one) => [...one.cases.worst, ...one.cases.best]);
  return [...new Set([...galleryIndices(scored[0]?.evaluation.pictures.length ?? 0), ...cases])];
}
