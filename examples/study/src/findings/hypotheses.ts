import type { Combination } from "../results.ts";
import {
  boundaries,
  occluded,
  occlusionChange,
  outline,
  overall,
  small,
  unoccluded,
  weighted,
} from "./measures.ts";
import { beats, best, cheapest, measureOf, ofStudy, pretrainedBeats, type Test } from "./test-kinds.ts";

/** A sentence to be tested, and how. */
export interface Hypothesis {
  readonly id: string;
  /** Of which kind of sentence it is one; the title of its rows in the report. */
  readonly topic: string;
  readonly statement: string;
  /** What is compared, in words. */
  readonly measure: string;
  readonly test: Test;
}

type Row = readonly [id: string, statement: string, test: Test];

const table: Readonly<Record<string, readonly Row[]>> = {
  "What the 2025 study concluded": [
    ["small-parts", "U-Net is best on small parts.", best("unet", small)],
    ["boundaries", "U-Net draws the best boundaries.", best("unet", boundaries)],
    ["outline", "PSPNet is best on the global structure, skin and hair.", best("pspnet", outline)],
    ["weighted", "PSPNet is best on the global structure, pixel for pixel.", best("pspnet", weighted)],
    ["fastest", "SegNet is the fastest.", cheapest("segnet", "ms")],
    ["lightest", "SegNet is the lightest, in parameters.", cheapest("segnet", "parameters")],
    ["fewest-operations", "SegNet is the lightest, in operations.", cheapest("segnet", "MACs")],
    [
      "transfer",
      "Transfer learning helps: ImageNet weights beat random ones.",
      pretrainedBeats("unet-default", "unet-random"),
    ],
    ["skips", "Skip connections matter.", beats("unet-default", "unet-no-skips")],
    [
      "ensembles",
      "Ensembles help: the three networks together beat each of them.",
      { kind: "combination", combination: "ensemble-study", over: ofStudy },
    ],
  ],
  "What it asked": [
    ["overall", "U-Net is the best, all parts together.", best("unet", overall)],
    [
      "occlusion",
      "Occluders make every network worse.",
      { kind: "condition", of: ofStudy, higher: unoccluded, lower: occluded },
    ],
    [
      "occlusion-context",
      "PSPNet, which sees the whole face at once, loses least to occluders.",
      best("pspnet", occlusionChange),
    ],
  ],
  "What its networks take for granted": [
    [
      "fine-tuning",
      "Training the backbone too beats leaving it frozen.",
      pretrainedBeats("unet-default", "unet-frozen"),
    ],
    ["pyramid", "Pyramid pooling helps.", beats("pspnet-default", "pspnet-no-pyramid")],
    [
      "bins",
      "The paper's bins 1, 2, 3, 6 beat the 1, 2, 4, 8 of the study's code.",
      beats("pspnet-default", "pspnet-bins-1248"),
    ],
    [
      "indices",
      "Unpooling by indices beats bilinear and transposed upsampling.",
      beats("segnet-default", "segnet-bilinear", "segnet-transposed"),
    ],
  ],
  "What its mistakes cost": [
    [
      "bilinear-labels",
      "Interpolating label maps between ids costs accuracy.",
      beats("unet-default", "unet-bilinear-labels"),
    ],
    ["bgr", "Feeding blue, green, red costs accuracy.", beats("unet-default", "unet-bgr")],
  ],
  "What holds of the networks as their papers mean them": [
    ["default-unet", "U-Net as in its paper beats the study's.", beats("unet-default", "unet")],
    ["default-pspnet", "PSPNet as in its paper beats the study's.", beats("pspnet-default", "pspnet")],
    ["default-segnet", "SegNet as in its paper beats the study's.", beats("segnet-default", "segnet")],
    ["small-parts-defaults", "Of the defaults, U-Net is best on small parts.", best("unet-default", small)],
    [
      "boundaries-defaults",
      "Of the defaults, U-Net draws the best boundaries.",
      best("unet-default", boundaries),
    ],
    [
      "outline-defaults",
      "Of the defaults, PSPNet is best on skin and hair.",
      best("pspnet-default", outline),
    ],
    ["fastest-defaults", "Of the defaults, SegNet is the fastest.", cheapest("segnet-default", "ms")],
  ],
};

/** The conclusions of the 2025 study and what its design took for granted, as sentences that could be wrong. */
export const hypotheses: readonly Hypothesis[] = Object.freeze(
  Object.entries(table).flatMap(([topic, rows]) =>
    rows.map(([id, statement, test]) => ({ id, topic, statement, measure: measureOf(test), test })),
  ),
);

/** The topic of the sentences about combinations. */
export const combinationTopic = "What more than one prediction is worth";

/** One sentence for each combination of a run: that it is worth what it costs. */
export function combinationStatement({ kind, label }: Combination, against: string): string {
  return `${worth[kind]}: ${label} beats ${against}.`;
}

const worth = {
  ensemble: "Ensembles help",
  "post-processing": "Cleaning masks up helps",
  "test-time augmentation": "Averaging over views of a picture helps",
} as const;
