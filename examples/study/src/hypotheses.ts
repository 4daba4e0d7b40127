import {
  beats,
  boundaries,
  type CostName,
  combinationHypotheses,
  type Hypothesis,
  type Measure,
  meanIouOf,
  occluded,
  occlusionChange,
  overall,
  type Results,
  type Test,
  unoccluded,
  weighted,
} from "@faceseg/evaluation";
import { lapa11 } from "@faceseg/image";
import { type NetworkName, networkGroups } from "./config/network-names.ts";

/** Parts that cover a large share of a face; all others but the background are small. */
const largeParts = ["background", "skin", "nose", "hair"];

/** The small parts, and what they are called together. */
export const smallParts = {
  title: "brows, eyes and lips",
  ids: lapa11.classes.filter(({ name }) => !largeParts.includes(name)).map(({ id }) => id),
};

const small = meanIouOf(
  smallParts.title,
  lapa11.classes.filter(({ id }) => smallParts.ids.includes(id)).map(({ name }) => name),
);
const outline = meanIouOf("skin and hair", ["skin", "hair"]);

const { study = [], defaults = [] } = networkGroups;

/** The other networks of the study, or the other defaults. */
function rivals(winner: NetworkName): NetworkName[] {
  return (study.includes(winner) ? study : defaults).filter((name) => name !== winner);
}

/** A network scores higher than all of its kind. */
const best = (winner: NetworkName, measure: Measure): Test => beats(winner, rivals(winner), { measure });

/** A network costs less than all of its kind. */
const cheapest = (winner: NetworkName, cost: CostName): Test => ({
  kind: "cost",
  cost,
  winner,
  over: rivals(winner),
});

type Row = readonly [id: string, statement: string, test: Test];

const table: Readonly<Record<string, readonly Row[]>> = {
  "What the 2025 study concluded": [
    ["small-parts", "U-Net is best on small parts.", best("unet-2025", small)],
    ["boundaries", "U-Net draws the best boundaries.", best("unet-2025", boundaries)],
    ["outline", "PSPNet is best on the global structure, skin and hair.", best("pspnet-2025", outline)],
    ["weighted", "PSPNet is best on the global structure, pixel for pixel.", best("pspnet-2025", weighted)],
    ["fastest", "SegNet is the fastest.", cheapest("segnet-2025", "ms")],
    ["lightest", "SegNet is the lightest, in parameters.", cheapest("segnet-2025", "parameters")],
    ["fewest-operations", "SegNet is the lightest, in operations.", cheapest("segnet-2025", "MACs")],
    [
      "transfer",
      "Transfer learning helps: ImageNet weights beat random ones.",
      beats("unet", "unet-random", { pretrained: true }),
    ],
    ["skips", "Skip connections matter.", beats("unet", "unet-no-skips")],
    [
      "ensembles",
      "Ensembles help: the three networks together beat each of them.",
      { kind: "combination", combination: "ensemble-study", over: study },
    ],
  ],
  "What it asked": [
    ["overall", "U-Net is the best, all parts together.", best("unet-2025", overall)],
    [
      "occlusion",
      "Occluders make every network worse.",
      { kind: "condition", of: study, higher: unoccluded, lower: occluded },
    ],
    [
      "occlusion-context",
      "PSPNet, which sees the whole face at once, loses least to occluders.",
      best("pspnet-2025", occlusionChange),
    ],
  ],
  "What its networks take for granted": [
    [
      "fine-tuning",
      "Training the encoder too beats leaving it frozen.",
      beats("unet", "unet-frozen", { pretrained: true }),
    ],
    ["pyramid", "Pyramid pooling helps.", beats("pspnet", "pspnet-no-pyramid")],
    [
      "bins",
      "The paper's bins 1, 2, 3, 6 beat the 1, 2, 4, 8 of the study's code.",
      beats("pspnet", "pspnet-bins-1248"),
    ],
    [
      "indices",
      "Unpooling by indices beats bilinear and transposed upsampling.",
      beats("segnet", ["segnet-bilinear", "segnet-transposed"]),
    ],
  ],
  "What its mistakes cost": [
    [
      "bilinear-labels",
      "Interpolating label maps between ids costs accuracy.",
      beats("unet", "unet-bilinear-labels"),
    ],
    ["bgr", "Feeding blue, green, red costs accuracy.", beats("unet", "unet-bgr")],
  ],
  "What holds of the default networks": [
    ["default-unet", "The default U-Net beats the study's.", beats("unet", "unet-2025")],
    ["default-pspnet", "The default PSPNet beats the study's.", beats("pspnet", "pspnet-2025")],
    ["default-segnet", "The default SegNet beats the study's.", beats("segnet", "segnet-2025")],
    ["small-parts-defaults", "Of the defaults, U-Net is best on small parts.", best("unet", small)],
    ["boundaries-defaults", "Of the defaults, U-Net draws the best boundaries.", best("unet", boundaries)],
    ["outline-defaults", "Of the defaults, PSPNet is best on skin and hair.", best("pspnet", outline)],
    ["fastest-defaults", "Of the defaults, SegNet is the fastest.", cheapest("segnet", "ms")],
  ],
};

/** The conclusions of the 2025 study and what its design took for granted, as sentences that could be wrong. */
export const hypotheses: readonly Hypothesis[] = Object.freeze(
  Object.entries(table).flatMap(([topic, rows]) =>
    rows.map(([id, statement, test]) => ({ id, topic, statement, test })),
  ),
);

/** All hypotheses about some results: those above, and one for each combination that none of them names. */
export function hypothesesOf(results: Results): Hypothesis[] {
  const named = hypotheses.flatMap(({ test }) => (test.kind === "combination" ? [test.combination] : []));
  const others = results.combinations.filter(({ name }) => !named.includes(name));
  const ids = others.map(({ name }) => `combination-${name}`);
  return [...hypotheses, ...combinationHypotheses(results).filter(({ id }) => ids.includes(id))];
}
