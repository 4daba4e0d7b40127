import type { LabeledImage, LabelMap } from "@faceseg/image";
import { ignoreId } from "@faceseg/image";

/** An image under a condition. Its labels are what can be seen: what something hides is background. */
export interface DegradedImage extends LabeledImage {
  /** 1 where something is in front of the face or the background, else 0. */
  readonly hidden: LabelMap;
}

/** The image with nothing hidden. */
export function unhidden(labeled: LabeledImage): DegradedImage {
  const { width, height } = labeled.labels;
  return { ...labeled, hidden: { width, height, data: new Uint8Array(width * height) } };
}

/**
 * Labels for an amodal score: as they were before the occlusion, and ignored (255) where something hides the face. A
 * network is then scored on visible pixels only, whatever it predicts for the thing in front.
 *
 * @param labels Label map before the occlusion.
 * @param hidden `hidden` of the image under the condition.
 */
export function amodalLabels(labels: LabelMap, hidden: LabelMap): LabelMap {
  return { ...labels, data: labels.data.map((id, at) => (hidden.data[at] ? ignoreId : id)) };
}
