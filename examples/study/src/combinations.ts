import {
  argmax,
  fillHoles,
  guidedRefine,
  keepLargest,
  type LabelMap,
  type ProbabilityShape,
  type RgbImage,
  removeIslands,
} from "@faceseg/image";
import type { NetworkName } from "./network-names.ts";
import type { Combination } from "./results.ts";

/** How a network is shown a picture: as it is, in a mirror, or at three quarters or five quarters of the size. */
export type View = "plain" | "mirrored" | "smaller" | "larger";

/** What a combination makes of averaged probabilities. */
export type Decide = (probabilities: Float32Array, shape: ProbabilityShape, picture: RgbImage) => LabelMap;

/** Several predictions made one: probabilities averaged over networks and views, then a decision. */
export interface Recipe extends Pick<Combination, "name" | "label" | "kind" | "against"> {
  readonly of: readonly NetworkName[];
  readonly views: readonly View[];
  readonly decide: Decide;
  /** Whether it is tested under hardships too, which takes as long as with each of its networks. */
  readonly underHardships?: boolean;
}

const decide: Decide = (probabilities, shape) => argmax(probabilities, shape);
const plain = ["plain"] as const;
const mirror = ["plain", "mirrored"] as const;

const studies = ["unet", "pspnet", "segnet"] as const;
const defaults = ["unet-default", "pspnet-default", "segnet-default"] as const;

const augmented = (of: NetworkName, what: string, label: string, views: readonly View[]): Recipe => ({
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
  name: `unet-default+${what}`,
  label: `U-Net default, ${label}`,
  kind: "post-processing",
  of: ["unet-default"],
  against: "unet-default",
  views: plain,
  decide: after,
});

/** A label map with its small pieces given to the best label around them. */
const withProbabilities =
  (change: (labels: LabelMap, probabilities: Float32Array) => LabelMap): Decide =>
  (probabilities, shape) =>
    change(argmax(probabilities, shape), probabilities);

const smallest = ({ width, height }: ProbabilityShape) => Math.max(2, Math.round((width * height) / 4096));

/** All combinations of the study. */
export const recipes: readonly Recipe[] = Object.freeze([
  augmented("unet", "flip", "U-Net, flip", mirror),
  augmented("unet-default", "flip", "U-Net default, flip", mirror),
  augmented("pspnet-default", "flip", "PSPNet default, flip", mirror),
  augmented("segnet-default", "flip", "SegNet default, flip", mirror),
  augmented("unet-default", "scales", "U-Net default, three scales", ["plain", "smaller", "larger"]),
  {
    name: "ensemble-study",
    label: "Ensemble of the study's",
    kind: "ensemble",
    of: studies,
    against: "unet",
    views: plain,
    decide,
  },
  {
    name: "ensemble-defaults",
    label: "Ensemble of defaults",
    kind: "ensemble",
    of: defaults,
    against: "unet-default",
    views: plain,
    decide,
    underHardships: true,
  },
  {
    name: "ensemble-all",
    label: "Ensemble of all six",
    kind: "ensemble",
    of: [...studies, ...defaults],
    against: "unet-default",
    views: plain,
    decide,
  },
  {
    name: "ensemble-all+flip",
    label: "Ensemble of all six, flip",
    kind: "ensemble",
    of: [...studies, ...defaults],
    against: "ensemble-all",
    views: mirror,
    decide,
  },
  refined(
    "largest",
    "largest piece of each part",
    withProbabilities((labels, probabilities) => keepLargest(labels, { probabilities })),
  ),
  refined(
    "holes",
    "holes filled",
    withProbabilities((labels) => fillHoles(labels)),
  ),
  refined("islands", "islands removed", (probabilities, shape) =>
    removeIslands(argmax(probabilities, shape), { smallest: smallest(shape), probabilities }),
  ),
  refined("guided", "guided refinement", (probabilities, shape, picture) =>
    argmax(guidedRefine(probabilities, shape, picture), shape),
  ),
]);
