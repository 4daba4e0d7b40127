import type { LabeledImage, LabelMap } from "@faceseg/image";
import { ignoreId } from "@faceseg/image";

/** An image under a condition. Its labels tell what can be seen: what something hides is background. */
export interface DegradedImage extends LabeledImage {
  /** 1 where something in front hides what the camera would have seen, else 0. */
  readonly hidden: LabelMap;
}

/** The image with nothing hidden. */
export function unhidden(labeled: LabeledImage): DegradedImage {
  const { width, height } = labeled.labels;
  return { ...labeled, hidden: { width, height, data: new Uint8Array(width * height) } };
}

/**
 * The truth of an amodal score: labels as they were before the occlusion, ignored (255) where hidden. A network is
 * then judged by what can be seen alone, whatever it says about the thing in front.
 *
 * @param labels the label map before the occlusion
 */
export function amodalLabels(labels: LabelMap, hidden: LabelMap): LabelMap {
  return { ...labels, data: labels.data.map((id, at) => (hidden.data[at] ? ignoreId : id)) };
}
