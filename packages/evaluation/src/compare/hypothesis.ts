import type { Combination, Results } from "../results/index.ts";
import { beats, type Test } from "./test.ts";

/** A sentence to be tested, and how. */
export interface Hypothesis {
  /** Unique among the hypotheses. */
  readonly id: string;
  /** Title of the rows among which a report shows it. */
  readonly topic: string;
  /** The sentence. */
  readonly statement: string;
  /** How it is tested. */
  readonly test: Test;
}

/** For every two networks of some results: that the one with the earlier place beats the other. */
export function pairwise({ networks }: Pick<Results, "networks">): Hypothesis[] {
  const labels = new Map(networks.map(({ name, label }) => [name, label]));
  const names = [...labels.keys()];
  return names.flatMap((one, i) =>
    names.slice(i + 1).map((other) => ({
      id: `${one}-beats-${other}`,
      topic: "Networks in pairs",
      statement: `${labels.get(one)} beats ${labels.get(other)}.`,
      test: beats(one, other),
    })),
  );
}

/** For every combination of some results: that it beats what it is compared with. */
export function combinationHypotheses({
  networks,
  combinations,
}: Pick<Results, "networks" | "combinations">): Hypothesis[] {
  const labelOf = (key: string) =>
    networks.find((network) => network.key === key)?.label ??
    combinations.find(({ name }) => name === key)?.label ??
    key;
  return combinations.map(({ name, kind, label, against }) => ({
    id: `combination-${name}`,
    topic: "Combined predictions",
    statement: `${benefits[kind] ?? "Combining predictions helps"}: ${label} beats ${labelOf(against)}.`,
    test: { kind: "combination", combination: name, over: [against] },
  }));
}

const benefits: Readonly<Record<Combination["kind"], string>> = {
  ensemble: "Ensembles help",
  "post-processing": "Cleaning up masks helps",
  "test-time augmentation": "Averaging over views of an image helps",
};
