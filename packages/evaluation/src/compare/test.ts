import { type Measure, overall } from "./measures.ts";

/** How a sentence is tested. Networks are given by the names that they have in the results. */
export type Test =
  /** A network scores higher than each of some others. */
  | {
      /** Which kind of test it is. */
      readonly kind: "score";
      /** What is compared. */
      readonly measure: Measure;
      /** Name of the network that should score higher. */
      readonly winner: string;
      /** Names of the networks that should score lower. */
      readonly over: readonly string[];
      /** Only meaningful if the winner started from pretrained weights. @default false */
      readonly pretrained?: boolean;
    }
  /** A combination scores higher than each of some networks or other combinations. */
  | {
      /** Which kind of test it is. */
      readonly kind: "combination";
      /** Name of the combination that should score higher. */
      readonly combination: string;
      /** Keys of networks, or names of other combinations, that should score lower. */
      readonly over: readonly string[];
    }
  /** Each of some networks scores lower under one condition than under another. */
  | {
      /** Which kind of test it is. */
      readonly kind: "condition";
      /** Names of the networks; those that the run does not have are ignored. */
      readonly of: readonly string[];
      /** Measure under the condition that should score higher. */
      readonly higher: Measure;
      /** Measure under the condition that should score lower. */
      readonly lower: Measure;
    }
  /** A network costs less than each of some others. */
  | {
      /** Which kind of test it is. */
      readonly kind: "cost";
      /** Which cost is compared. */
      readonly cost: CostName;
      /** Name of the network that should cost less. */
      readonly winner: string;
      /** Names of the networks that should cost more. */
      readonly over: readonly string[];
    };

/** A cost that can be compared: median milliseconds for one image, parameters, or multiply-accumulates. */
export type CostName = "ms" | "parameters" | "MACs";

/** Options of `beats`. */
export interface BeatsOptions {
  /** What is compared. @default `overall`, the mean IoU */
  readonly measure?: Measure;
  /** Only meaningful if the winner started from pretrained weights. @default false */
  readonly pretrained?: boolean;
}

/** The test whether a network scores higher than each of some others. */
export function beats(
  winner: string,
  over: string | readonly string[],
  { measure = overall, pretrained = false }: BeatsOptions = {},
): Test {
  return { kind: "score", measure, winner, over: typeof over === "string" ? [over] : over, pretrained };
}

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
      return { ms: "median time for an image", parameters: "parameters", MACs: "operations" }[test.cost];
  }
}
