import { type Finding, findings, type Hypothesis, pairwise, type Results } from "@faceseg/evaluation";
import { type Certainty, certaintyOf } from "./certainty.ts";
import { type Scored, scoreAll } from "./scored.ts";
import { type StoredForm, storedForms } from "./stored-forms.ts";

/** A set of images and how the networks did on it. */
export interface ScoredSet {
  /** Which set: the test split, or the second data set. */
  readonly set: "test" | "other";
  /** What it is, in words. */
  readonly title: string;
  /** The networks, in the order of the results. */
  readonly scored: readonly Scored[];
  /** Intervals of their scores. */
  readonly certainty: Certainty;
}

/** Everything that a report derives from results, computed once for HTML, Markdown and CSV. */
export interface Analysis {
  /** What it was derived from. */
  readonly results: Results;
  /** The hypotheses with their verdicts. */
  readonly findings: readonly Finding[];
  /** The test split, and the second data set where there is one. */
  readonly sets: readonly ScoredSet[];
  /** By a network's key, its forms with weights in fewer bits. */
  readonly stored: ReadonlyMap<string, readonly StoredForm[]>;
}

/** Options of `analyze`. */
export interface AnalyzeOptions {
  /** Sentences to test. @default that each network beats those after it */
  readonly hypotheses?: readonly Hypothesis[];
  /** How many times the images are resampled for intervals and p-values. @default 10000 */
  readonly resamples?: number;
}

/** Scores, compares and tests the networks of some results. */
export function analyze(
  results: Results,
  { hypotheses = pairwise(results), resamples = 10_000 }: AnalyzeOptions = {},
): Analysis {
  const sets = (["test", "other"] as const).flatMap((set): ScoredSet[] => {
    const facts = results.data[set];
    const scored = scoreAll(results, set);
    if (!facts || scored.length === 0) return [];
    return [{ set, title: setTitle(facts), scored, certainty: certaintyOf(results, set, resamples) }];
  });
  const stored = new Map(
    results.networks.map((network) => [network.key, storedForms(network, results, resamples)]),
  );
  return { results, findings: findings(results, hypotheses, { resamples }), sets, stored };
}

/** A set of images in words. */
export function setTitle({ dataset, split, images }: Results["data"]["test"]): string {
  return `${dataset.charAt(0).toUpperCase()}${dataset.slice(1)}, ${split}, ${images} images`;
}
