/** How a test can come out. */
export const verdicts = ["supported", "refuted", "undecided at this size", "not tested in this run"] as const;
/** How a test came out. */
export type Verdict = (typeof verdicts)[number];

/** In what an effect is given; scores are shares of 1. */
export type Unit = "score" | "ms" | "parameters" | "MACs";

/** One side that should win against one other. */
export interface Comparison {
  /** Label of the side that should win. */
  readonly winner: string;
  /** Label of the other side. */
  readonly other: string;
  /** In what the values and the effect are given. */
  readonly unit: Unit;
  /** Values of the two sides; with several seeds, means over them. */
  readonly values: readonly [number, number];
  /** Positive where the sentence is right: what the one side has more of a score, or less of a cost. */
  readonly effect: number;
  /**
   * Lower end of the effect's interval: 95 % for scores; for times, the other side's median minus the winner's 90th
   * percentile. Null for costs that are counted, and without scores.
   */
  readonly low: number | null;
  /**
   * Upper end of the effect's interval: 95 % for scores; for times, the other side's 90th percentile minus the winner's
   * median. Null for costs that are counted, and without scores.
   */
  readonly high: number | null;
  /** Two-sided p-value of no effect; null for costs and without scores. */
  readonly p: number | null;
  /** `p` corrected for all comparisons of the run by Holm's method; null where `p` is null. */
  readonly corrected: number | null;
  /** Whether one of the two networks was trained once, so that the effect includes seed-to-seed variation. */
  readonly trainedOnce: boolean;
}

/** A sentence that could be wrong, and whether it is. */
export interface Finding {
  /** Unique among the findings of a run. */
  readonly id: string;
  /** Title of the sentences of its kind. */
  readonly topic: string;
  /** The sentence. */
  readonly statement: string;
  /** What is compared, in words. */
  readonly measure: string;
  /** Every one must speak for the sentence to support it. */
  readonly comparisons: readonly Comparison[];
  /** How it came out. */
  readonly verdict: Verdict;
  /** Why it was not tested; null when it was. */
  readonly reason: string | null;
}
