import type { LabelMap, ProbabilityShape, RgbImage } from "@faceseg/image";
import type { Combination } from "../results/measurement-schemas.ts";

/** How a network sees an image: unchanged, mirrored, or at three quarters or five quarters of the size. */
export type View = "plain" | "mirrored" | "smaller" | "larger";

/** Turns averaged probabilities, [height, width, classes], into a label map. */
export type Decide = (probabilities: Float32Array, shape: ProbabilityShape, image: RgbImage) => LabelMap;

/** How to combine predictions: probabilities averaged over networks and views, then a decision. */
export interface Recipe extends Pick<Combination, "name" | "label" | "kind" | "against"> {
  /** Names of networks, as the panel knows them. */
  readonly of: readonly string[];
  /** How each network sees the image. */
  readonly views: readonly View[];
  /** Usually `argmax` of @faceseg/image. */
  readonly decide: Decide;
}
