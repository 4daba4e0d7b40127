import type { LabelMap } from "../image.ts";
import { checkProbabilities, type ProbabilityShape } from "./probability-shape.ts";

/**
 * The label map of the most probable class of each pixel; of equal ones the lowest id.
 *
 * @param probabilities `[height, width, numClasses]`, or logits.
 * @throws RangeError when the shape does not fit.
 *
 * @example
 * argmax(Float32Array.of(0.2, 0.8, 0.5, 0.5), { width: 2, height: 1, numClasses: 2 }).data; //=> Uint8Array [1, 0]
 */
export function argmax(probabilities: Float32Array, shape: ProbabilityShape): LabelMap {
  checkProbabilities(probabilities, shape);
  const { width, height, numClasses } = shape;
  const data = new Uint8Array(width * height);
  for (let pixel = 0, at = 0; pixel < data.length; pixel++, at += numClasses) {
    let best = 0;
    for (let id = 1; id < numClasses; id++) {
      if ((probabilities[at + id] as number) > (probabilities[at + best] as number)) best = id;
    }
    data[pixel] = best;
  }
  return { width, height, data };
}
