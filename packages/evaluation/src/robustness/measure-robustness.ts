import type { Dataset } from "@faceseg/data";
import { amodalLabels, type Condition } from "@faceseg/data/robustness";
import type { EngineOptions } from "@faceseg/engine";
import type { Size } from "@faceseg/image";
import { ConfusionMatrix, overlapsOf } from "@faceseg/metrics";
import { type Evaluable, imagePredictor } from "../evaluate/predict.ts";
import type { ConditionResults } from "../results/measurement-schemas.ts";

/** Options of `measureRobustness`. */
export interface RobustnessOptions extends EngineOptions {
  /** Images with their truth. */
  readonly dataset: Dataset;
  /** What is done to the images, such as entries of `robustnessSuite` of @faceseg/data/robustness. */
  readonly conditions: readonly Condition[];
  /** Draws what is random in the conditions: with the same seed every network sees the same images. @default 0 */
  readonly seed?: number;
  /** Size in pixels at which images are read and scored. @default the input size of the model */
  readonly size?: number | Size;
  /** @default the channels of the model's output */
  readonly numClasses?: number;
  /** Stops before the next image. */
  readonly signal?: AbortSignal;
  /** Called after each image with how many are done. */
  readonly onImage?: (done: number) => void;
}

/**
 * Scores a network on the same images under every robustness condition.
 *
 * @param network A model, or a function that predicts one image.
 * @throws the signal's reason when it is aborted.
 * @example
 * const conditions = robustnessSuite.filter(({ severity }) => severity === 3);
 * const results = await measureRobustness(model, { dataset, conditions });
 */
export async function measureRobustness(
  network: Evaluable,
  options: RobustnessOptions,
): Promise<ConditionResults[]> {
  const { dataset, seed = 0, signal, onImage, conditions, ...rest } = options;
  const { predict, size, numClasses, dispose } = await imagePredictor(network, rest);
  const tallies = conditions.map((condition) => ({
    condition,
    counts: new ConfusionMatrix(numClasses),
    amodal: condition.family === "occlusion" ? new ConfusionMatrix(numClasses) : null,
    images: [] as number[][],
  }));
  try {
    for (const [i, sample] of dataset.samples.entries()) {
      const labeled = await sample.load({ size });
      for (const { condition, counts, amodal, images } of tallies) {
        signal?.throwIfAborted();
        const degraded = condition.apply(labeled, seed);
        const { ids } = await predict(degraded.image);
        const own = new ConfusionMatrix(numClasses).update(degraded.labels.data, ids, { width: size.width });
        counts.merge(own);
        amodal?.update(amodalLabels(labeled.labels, degraded.hidden).data, ids, { width: size.width });
        images.push(Array.from(overlapsOf(own).overlaps));
      }
      onImage?.(i + 1);
    }
  } finally {
    await dispose();
  }
  return tallies.map(({ condition: { family, kind, severity }, counts, amodal, images }) => ({
    family,
    kind,
    severity,
    counts: [...counts.counts],
    amodal: amodal && [...amodal.counts],
    images,
  }));
}
