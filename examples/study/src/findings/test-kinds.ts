import type { NetworkName } from "../network-names.ts";
import { type Measure, overall } from "./measures.ts";

/** How a sentence is tested. */
export type Test =
  /** A network scores higher than each of some others. */
  | {
      readonly kind: "score";
      readonly measure: Measure;
      readonly winner: NetworkName;
      readonly over: readonly NetworkName[];
      /** Means something only if the winner began with pretrained weights. */
      readonly pretrained?: boolean;
    }
  /** A combination, by its name, scores higher than each of some networks. */
  | { readonly kind: "combination"; readonly combination: string; readonly over: readonly NetworkName[] }
  /** Each of some networks scores lower under one condition than under another. */
  | {
      readonly kind: "condition";
      readonly of: readonly NetworkName[];
      readonly higher: Measure;
      readonly lower: Measure;
    }
  /** A network costs less than each of some others. */
  | {
      readonly kind: "cost";
      readonly cost: CostName;
      readonly winner: NetworkName;
      readonly over: readonly NetworkName[];
    };

export type CostName = "ms" | "parameters" | "MACs";

export const ofStudy = ["unet", "pspnet", "segnet"] as const;
const defaults = ["unet-default", "pspnet-default", "segnet-default"] as const;
type Contender = (typeof ofStudy | typeof defaults)[number];

/** The other networks of the study, or the other defaults. */
function rivals(winner: Contender): NetworkName[] {
  const all: readonly Contender[] = winner.endsWith("-default") ? defaults : ofStudy;
  return all.filter((name) => name !== winner);
}

/** A network beats others. */
export const beats = (winner: NetworkName, ...over: NetworkName[]): Test & { kind: "score" } => ({
  kind: "score",
  measure: overall,
  winner,
  over,
});

/** A network beats all of its kind. */
export const best = (winner: Contender, measure: Measure): Test => ({
  ...beats(winner, ...rivals(winner)),
  measure,
});

/** A network with pretrained weights beats others. */
export const pretrainedBeats = (winner: NetworkName, ...over: NetworkName[]): Test => ({
  ...beats(winner, ...over),
  pretrained: true,
});

/** A network costs less than all of its kind. */
export const cheapest = (winner: Contender, cost: CostName): Test => ({
  kind: "cost",
  cost,
  winner,
  over: rivals(winner),
});

/** What a test compares, in words. */
export function measureOf(test: Test): string {
  switch (test.kind) {
    case "score":
      return test.measure.name;
    case "combination":
      return overall.name;
    case "condition":
      return test.higher.name;
    case "cost":
      return { ms: "median time of a picture", parameters: "parameters", MACs: "operations" }[test.cost];
  }
}
