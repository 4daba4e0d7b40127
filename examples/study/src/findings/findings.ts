import { holm } from "@faceseg/metrics";
import type { Combination, Results } from "../results.ts";
import { compare, compareCombination } from "./compare.ts";
import type { Comparison, Finding, Verdict } from "./finding.ts";
import { combinationStatement, combinationTopic, type Hypothesis, hypotheses } from "./hypotheses.ts";
import { overall } from "./measures.ts";
import { orNull, type Run } from "./pair.ts";
import type { Test } from "./test-kinds.ts";

/** Chance of one or more wrong verdicts in a run in which nothing makes a difference. */
const significance = 0.05;

/**
 * What a score of a network that was trained once may owe to luck: a margin of caution. In the quick preset another rounding
 * of gradients alone moved mean IoU by .003, .011 and .031; how far seeds carry scores: Picard, arXiv 2109.08203. With
 * several seeds the bootstrap over trainings takes its place.
 */
export const luckOfOneSeed = 0.01;

type Draft = Omit<Finding, "verdict">;

/**
 * Tests every sentence of `hypotheses`, and one for each combination that none of them names, on the test split.
 *
 * Scores are compared by a paired bootstrap over pictures, and over trainings where a network has several; the
 * p-values of all comparisons together are corrected by Holm's method. A sentence is supported when each of its
 * comparisons comes out for it, refuted when one comes out against it; effects between networks that were trained once
 * decide from `luckOfOneSeed` on. Costs that are counted are facts; times decide where the slow tenth of the one network
 * is faster than the median of the other.
 *
 * @param options.resamples How many times the pictures are drawn anew.
 */
export function findings(results: Results, { resamples = 10_000 }: { resamples?: number } = {}): Finding[] {
  const run = { results, resamples };
  const drafts = [
    ...hypotheses.map((hypothesis) => examine(hypothesis, run)),
    ...results.combinations
      .filter(({ name }) => !hypotheses.some(({ test }) => isOf(test, name)))
      .map((combination) => examineCombination(combination, run)),
  ];
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

const isOf = (test: Test, name: string) => test.kind === "combination" && test.combination === name;

function examine({ test, ...sentence }: Hypothesis, run: Run): Draft {
  const outcome = compare(test, run);
  return "reason" in outcome
    ? { ...sentence, comparisons: [], reason: outcome.reason }
    : { ...sentence, comparisons: outcome, reason: null };
}

function examineCombination(combination: Combination, run: Run): Draft {
  const found = compareCombination(combination, run);
  return {
    id: `combination-${combination.name}`,
    topic: combinationTopic,
    statement: combinationStatement(combination, found?.rival ?? combination.against),
    measure: overall.name,
    comparisons: found ? [found.comparison] : [],
    reason: found ? null : `the run has no ${combination.against}`,
  };
}

function verdictOf(comparisons: readonly Comparison[]): Verdict {
  if (comparisons.length === 0) return "not tested in this run";
  const signs = comparisons.map(signOf);
  if (signs.includes(-1)) return "refuted";
  return signs.every((sign) => sign === 1) ? "supported" : "undecided at this size";
}

/** 1: for the sentence, -1: against it, 0: could be chance. */
export function signOf({ unit, effect, low, high, corrected, trainedOnce }: Comparison): number {
  if (unit === "score") {
    const clear =
      corrected !== null && corrected < significance && !(trainedOnce && Math.abs(effect) < luckOfOneSeed);
    return clear ? Math.sign(effect) : 0;
  }
  if (low === null || high === null) return Math.sign(effect);
  return low > 0 ? 1 : high < 0 ? -1 : 0;
}
