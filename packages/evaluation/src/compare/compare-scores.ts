import { bootstrap, type ImageTable } from "@faceseg/metrics";
import type { Results } from "../results/index.ts";
import type { Comparison } from "./finding.ts";
import type { Measure, Measured } from "./measures.ts";

/** A name and its trainings, one a seed. */
export interface Side {
  readonly label: string;
  readonly trainings: readonly Measured[];
}

/** Everything that the tests of a run share. */
export interface Run {
  readonly results: Results;
  /** How many times the images are resampled. */
  readonly resamples: number;
}

/**
 * Compares two sides on the same images by a paired bootstrap; where a side has several trainings, over them too.
 *
 * @returns null when no training of a side was measured so.
 */
export function compareScores(
  winner: Side & { readonly measure: Measure },
  other: Side & { readonly measure: Measure },
  { results, resamples }: Run,
): Comparison | null {
  const tables = ({ trainings, measure }: Side & { measure: Measure }): ImageTable<number>[] =>
    trainings.flatMap((training) => measure.table(training, results.classes) ?? []);
  const sides = { winner: tables(winner), other: tables(other) };
  if (sides.winner.length === 0 || sides.other.length === 0) return null;
  const { models, differences } = bootstrap({
    models: sides,
    score: (value) => [value],
    resamples,
    seed: results.seeds[0] ?? 0,
  });
  const difference = differences[0]?.scores[0];
  const value = (name: keyof typeof sides) => models[name]?.[0]?.value ?? Number.NaN;
  return {
    winner: winner.label,
    other: other.label,
    unit: "score",
    values: [value("winner"), value("other")],
    effect: difference?.value ?? Number.NaN,
    low: orNull(difference?.low),
    high: orNull(difference?.high),
    p: orNull(difference?.p),
    corrected: null,
    trainedOnce: false,
  };
}

/** JSON has no NaN. */
export function orNull(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
