import type { Dataset } from "@faceseg/data";
import { amodalLabels, type Condition } from "@faceseg/data/robustness";
import type { EngineOptions } from "@faceseg/engine";
import { type LabelMap, lapa11, type Size, type Taxonomy } from "@faceseg/image";
import { ConfusionMatrix, overlapsOf } from "@faceseg/metrics";
import { isSameTaxonomy } from "../evaluate/common-taxonomy.ts";
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
  /** The classes of the network. @default what its file says, else those of the data set */
  readonly taxonomy?: Taxonomy;
  /** Stops before the next image. */
  readonly signal?: AbortSignal;
  /** Called after each image with how many are done. */
  readonly onImage?: (done: number) => void;
}

/**
 * Scores a network on the same images under every robustness condition.
 *
 * @param network A model, or a function that predicts one image.
 * @throws {RangeError} for a data set of other classes than LaPa's: occlusions find the face by their ids.
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
  const { taxonomy: data } = dataset;
  if (!isSameTaxonomy(data, lapa11)) {
    throw new RangeError(`Expected \`dataset\` to have the classes of lapa11, got those of ${data.name}`);
  }
  const { predict, size, taxonomy, ofData, dispose } = await imagePredictor(network, { ...rest, data });
  const numClasses = taxonomy.classes.length;
  const truthOf = (labels: LabelMap) => labels.data.map((id) => ofData[id] as number);
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
        const own = new ConfusionMatrix(numClasses).update(truthOf(degraded.labels), ids, {
          width: size.width,
        });
        counts.merge(own);
        amodal?.update(truthOf(amodalLabels(labeled.labels, degraded.hidden)), ids, { width: size.width });
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
