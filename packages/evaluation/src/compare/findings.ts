import { holm } from "@faceseg/metrics";
import type { Results } from "../results/index.ts";
import { compare } from "./compare.ts";
import { orNull, type Run } from "./compare-scores.ts";
import type { Comparison, Finding, Verdict } from "./finding.ts";
import { type Hypothesis, pairwise } from "./hypothesis.ts";
import { measureOf } from "./test.ts";

/** Chance of one or more wrong verdicts in a run in which nothing makes a difference. */
const significance = 0.05;

/**
 * What a score of a network that was trained once may owe to seed-to-seed variation: smaller effects are undecided. In
 * the study's quick preset a different rounding of gradients alone moved mean IoU by .003, .011 and .031; how far seeds
 * carry scores: Picard, arXiv 2109.08203. With several seeds the bootstrap over trainings takes its place.
 */
export const seedVariation = 0.01;

type Draft = Omit<Finding, "verdict">;

/** Options of `findings`. */
export interface FindingsOptions {
  /** How many times the images are resampled. @default 10000 */
  readonly resamples?: number;
}

/**
 * Tests sentences about networks on the test split.
 *
 * Scores are compared by a paired bootstrap over images, and over trainings where a network has several; the p-values
 * of all comparisons together are corrected by Holm's method. A sentence is supported when each of its comparisons
 * speaks for it, and refuted when one speaks against it. Between networks that were trained once, an effect below
 * `seedVariation` is undecided. Costs that are counted are facts. Times decide where the slow tenth of one network is
 * faster than the median of the other.
 *
 * @param hypotheses The sentences. @default that each network beats those after it
 * @example
 * const [finding] = findings(results, [
 *   { id: "better", topic: "Mine", statement: "Mine beats theirs.", test: beats("mine", "theirs") },
 * ]);
 * finding.verdict; //=> "supported"
 */
export function findings(
  results: Results,
  hypotheses: readonly Hypothesis[] = pairwise(results),
  { resamples = 10_000 }: FindingsOptions = {},
): Finding[] {
  const run = { results, resamples };
  const drafts = hypotheses.map((hypothesis) => examine(hypothesis, run));
  const corrected = holm(
    drafts.flatMap(({ comparisons }) => comparisons.map(({ p }) => p ?? Number.NaN)),
  ).values();
  return drafts.map((draft) => {
    const comparisons = draft.comparisons.map((comparison) => ({
      ...comparison,
      corrected: orNull(corrected.next().value),
    }));
    return { ...draft, comparisons, verdict: verdictOf(comparisons) };
  });
}

function examine({ test, ...sentence }: Hypothesis, run: Run): Draft {
  const outcome = compare(test, run);
  const measure = measureOf(test);
  return "reason" in outcome
    ? { ...sentence, measure, comparisons: [], reason: outcome.reason }
    : { ...sentence, measure, comparisons: outcome, reason: null };
}

function verdictOf(comparisons: readonly Comparison[]): Verdict {
  if (comparisons.length === 0) return "not tested in this run";
  const signs = comparisons.map(signOf);
  if (signs.includes(-1)) return "refuted";
  return signs.every((sign) => sign === 1) ? "supported" : "undecided at this size";
}

/** 1: for the sentence, -1: against it, 0: could be chance. @internal */
export function signOf({ unit, effect, low, high, corrected, trainedOnce }: Comparison): number {
  if (unit === "score") {
    const clear =
      corrected !== null && corrected < significance && !(trainedOnce && Math.abs(effect) < seedVariation);
    return clear ? Math.sign(effect) : 0;
  }
  if (low === null || high === null) return Math.sign(effect);
  return low > 0 ? 1 : high < 0 ? -1 : 0;
}
