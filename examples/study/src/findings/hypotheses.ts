import type { NetworkName } from "../network-names.ts";
import type { Combination } from "../results.ts";
import {
  boundaries,
  type Measure,
  occluded,
  occlusionChange,
  outline,
  overall,
  small,
  unoccluded,
  weighted,
} from "./measures.ts";

/** A sentence to be tested, and how. */
export interface Hypothesis {
  readonly id: string;
  readonly statement: string;
  /** What is compared, in words. */
  readonly measure: string;
  readonly test: Test;
}

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
      readonly cost: "ms" | "parameters" | "MACs";
      readonly winner: NetworkName;
      readonly over: readonly NetworkName[];
    };

const score = (
  winner: NetworkName,
  over: readonly NetworkName[],
  measure: Measure = overall,
): Test & { kind: "score" } => ({ kind: "score", measure, winner, over });

const fromPretrained = (winner: NetworkName, over: readonly NetworkName[]): Test => ({
  ...score(winner, over),
  pretrained: true,
});

const cost = (
  what: "ms" | "parameters" | "MACs",
  winner: NetworkName,
  over: readonly NetworkName[],
): Test => ({
  kind: "cost",
  cost: what,
  winner,
  over,
});

const ofStudy = ["unet", "pspnet", "segnet"] as const;
const defaults = ["unet-default", "pspnet-default", "segnet-default"] as const;
const others = <T extends string>(all: readonly T[], one: T) => all.filter((name) => name !== one);

const table: readonly Omit<Hypothesis, "measure">[] = [
  {
    id: "small-parts",
    statement: "U-Net is best on small parts.",
    test: score("unet", others(ofStudy, "unet"), small),
  },
  {
    id: "boundaries",
    statement: "U-Net draws the best boundaries.",
    test: score("unet", others(ofStudy, "unet"), boundaries),
  },
  {
    id: "outline",
    statement: "PSPNet is best on the global structure, skin and hair.",
    test: score("pspnet", others(ofStudy, "pspnet"), outline),
  },
  {
    id: "weighted",
    statement: "PSPNet is best on the global structure, pixel for pixel.",
    test: score("pspnet", others(ofStudy, "pspnet"), weighted),
  },
  {
    id: "fastest",
    statement: "SegNet is the fastest.",
    test: cost("ms", "segnet", others(ofStudy, "segnet")),
  },
  {
    id: "lightest",
    statement: "SegNet is the lightest, in parameters.",
    test: cost("parameters", "segnet", others(ofStudy, "segnet")),
  },
  {
    id: "fewest-operations",
    statement: "SegNet is the lightest, in operations.",
    test: cost("MACs", "segnet", others(ofStudy, "segnet")),
  },
  {
    id: "occlusion",
    statement: "Occluders make every network worse.",
    test: { kind: "condition", of: ofStudy, higher: unoccluded, lower: occluded },
  },
  {
    id: "occlusion-context",
    statement: "PSPNet, which sees the whole face at once, loses least to occluders.",
    test: score("pspnet", others(ofStudy, "pspnet"), occlusionChange),
  },
  {
    id: "small-parts-defaults",
    statement: "Among the default networks, too, U-Net is best on small parts.",
    test: score("unet-default", others(defaults, "unet-default"), small),
  },
  {
    id: "boundaries-defaults",
    statement: "Among the default networks, too, U-Net draws the best boundaries.",
    test: score("unet-default", others(defaults, "unet-default"), boundaries),
  },
  {
    id: "outline-defaults",
    statement: "Among the default networks, too, PSPNet is best on skin and hair.",
    test: score("pspnet-default", others(defaults, "pspnet-default"), outline),
  },
  {
    id: "fastest-defaults",
    statement: "Among the default networks, too, SegNet is the fastest.",
    test: cost("ms", "segnet-default", others(defaults, "segnet-default")),
  },
  ...(["unet", "pspnet", "segnet"] as const).map((family) => ({
    id: `default-${family}`,
    statement: `${{ unet: "U-Net", pspnet: "PSPNet", segnet: "SegNet" }[family]} done as in its paper beats the study's.`,
    test: score(`${family}-default`, [family]),
  })),
  {
    id: "transfer",
    statement: "Transfer learning helps: ImageNet weights beat random ones.",
    test: fromPretrained("unet-default", ["unet-random"]),
  },
  {
    id: "fine-tuning",
    statement: "Training the backbone too beats leaving it frozen.",
    test: fromPretrained("unet-default", ["unet-frozen"]),
  },
  {
    id: "skips",
    statement: "Skip connections matter.",
    test: score("unet-default", ["unet-no-skips"]),
  },
  {
    id: "pyramid",
    statement: "Pyramid pooling helps.",
    test: score("pspnet-default", ["pspnet-no-pyramid"]),
  },
  {
    id: "bins",
    statement: "The paper's bins 1, 2, 3, 6 beat the 1, 2, 4, 8 of the study's code.",
    test: score("pspnet-default", ["pspnet-bins-1248"]),
  },
  {
    id: "indices",
    statement: "Unpooling by indices beats bilinear and transposed upsampling.",
    test: score("segnet-default", ["segnet-bilinear", "segnet-transposed"]),
  },
  {
    id: "bilinear-labels",
    statement: "Interpolating label maps between ids, as the 2025 study did, costs accuracy.",
    test: score("unet-default", ["unet-bilinear-labels"]),
  },
  {
    id: "bgr",
    statement: "Feeding blue, green, red, as the 2025 study did, costs accuracy.",
    test: score("unet-default", ["unet-bgr"]),
  },
];

/** The conclusions of the 2025 study and what its design took for granted, as sentences that could be wrong. */
export const hypotheses: readonly Hypothesis[] = Object.freeze(
  table.map((entry) => ({ ...entry, measure: measureOf(entry.test) })),
);

function measureOf(test: Test): string {
  if (test.kind === "score") return test.measure.name;
  if (test.kind === "condition") return test.higher.name;
  return { ms: "median time of a picture", parameters: "parameters", MACs: "operations" }[test.cost];
}

/** One sentence for each combination of a run: that it is worth what it costs. */
export function combinationStatement({ kind, label }: Combination, against: string): string {
  return `${worth[kind]}: ${label} beats ${against}.`;
}

const worth = {
  ensemble: "Ensembles help",
  "post-processing": "Cleaning masks up helps",
  "test-time augmentation": "Averaging over views of a picture helps",
} as const;
