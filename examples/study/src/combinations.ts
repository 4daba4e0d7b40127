import type { Recipe as AnyRecipe, Decide } from "@faceseg/evaluation";
import {
  argmax,
  fillHoles,
  guidedRefine,
  keepLargest,
  type LabelMap,
  lapa11,
  type ProbabilityShape,
  partIds,
  partPieces,
  removeIslands,
} from "@faceseg/image";
import { type NetworkName, networkGroups } from "./config/network-names.ts";

/** A combination of the study's networks. */
export interface Recipe extends AnyRecipe {
  readonly of: readonly NetworkName[];
  /** Whether it is tested under robustness conditions too, which takes as long as with each of its networks. */
  readonly isRobustnessTested?: boolean;
}

const decide: Decide = (probabilities, shape) => argmax(probabilities, shape);
const plain = ["plain"] as const;
const mirror = ["plain", "mirrored"] as const;

const { study = [], defaults = [] } = networkGroups;

const augmented = (of: NetworkName, what: string, label: string, views: Recipe["views"]): Recipe => ({
  name: `${of}+${what}`,
  label,
  kind: "test-time augmentation",
  of: [of],
  against: of,
  views,
  decide,
});

/** Post-processing is tried on the default U-Net: chosen before any score was known. */
const refined = (what: string, label: string, after: Decide): Recipe => ({
  name: `unet+${what}`,
  label: `U-Net, ${label}`,
  kind: "post-processing",
  of: ["unet"],
  against: "unet",
  views: plain,
  decide: after,
});

/** A change of the label map that the probabilities give. */
const withProbabilities =
  (change: (labels: LabelMap, probabilities: Float32Array) => LabelMap): Decide =>
  (probabilities, shape) =>
    change(argmax(probabilities, shape), probabilities);

const smallest = ({ width, height }: ProbabilityShape) => Math.max(2, Math.round((width * height) / 4096));

/** All combinations of the study. */
export const recipes: readonly Recipe[] = Object.freeze([
  augmented("unet-2025", "flip", "U-Net (2025 study), flip", mirror),
  augmented("unet", "flip", "U-Net, flip", mirror),
  augmented("pspnet", "flip", "PSPNet, flip", mirror),
  augmented("segnet", "flip", "SegNet, flip", mirror),
  augmented("unet", "scales", "U-Net, three scales", ["plain", "smaller", "larger"]),
  {
    name: "ensemble-study",
    label: "Ensemble of the 2025 study's",
    kind: "ensemble",
    of: study,
    against: "unet-2025",
    views: plain,
    decide,
  },
  {
    name: "ensemble-defaults",
    label: "Ensemble of defaults",
    kind: "ensemble",
    of: defaults,
    against: "unet",
    views: plain,
    decide,
    isRobustnessTested: true,
  },
  {
    name: "ensemble-all",
    label: "Ensemble of all six",
    kind: "ensemble",
    of: [...study, ...defaults],
    against: "unet",
    views: plain,
    decide,
  },
  {
    name: "ensemble-all+flip",
    label: "Ensemble of all six, flip",
    kind: "ensemble",
    of: [...study, ...defaults],
    against: "ensemble-all",
    views: mirror,
    decide,
  },
  refined(
    "largest",
    "largest piece of each part",
    withProbabilities((labels, probabilities) =>
      keepLargest(labels, { pieces: partPieces(lapa11), probabilities }),
    ),
  ),
  refined(
    "holes",
    "holes filled",
    withProbabilities((labels) => fillHoles(labels, { ids: partIds(lapa11) })),
  ),
  refined("islands", "islands removed", (probabilities, shape) =>
    removeIslands(argmax(probabilities, shape), { smallest: smallest(shape), probabilities }),
  ),
  refined("guided", "guided refinement", (probabilities, shape, image) =>
    argmax(guidedRefine(probabilities, shape, image), shape),
  ),
]);
