import type { Dataset } from "@faceseg/data";
import type { EngineOptions } from "@faceseg/engine";
import type { Size, Taxonomy } from "@faceseg/image";
import type { Evaluation } from "../results/evaluation-schema.ts";
import { Scorer } from "../scores/scorer.ts";
import { type Evaluable, imagePredictor } from "./predict.ts";

/** Options of `evaluate`. */
export interface EvaluateOptions extends EngineOptions {
  /** Images with their truth. They are read once, in order, and never changed but for their size. */
  readonly dataset: Dataset;
  /** Size in pixels at which images are read and scored. @default the input size of the model */
  readonly size?: number | Size;
  /** The classes of the network. @default what its file says, else those of the data set */
  readonly taxonomy?: Taxonomy;
  /** Whether borders and calibration are scored too. A function must then give probabilities. @default false */
  readonly quality?: boolean;
  /** Folder of the data set, for `results.json`. @default null */
  readonly folder?: string | null;
  /** Stops before the next image. */
  readonly signal?: AbortSignal;
  /** Called after each image with how many are done, the image's id and its predicted class ids. */
  readonly onImage?: (done: number, id: string, ids: Uint8Array) => void;
}

/**
 * Predicts every image of a data set once and counts its pixels by true and predicted class. From the counts every
 * score can be computed, grouped and compared without running the network again.
 *
 * @param network A model, or a function that predicts one image.
 * A network of other classes than the data is mapped by name; see `commonTaxonomy`.
 *
 * @throws {RangeError} where `size` is needed and missing, or the classes of the network cannot be mapped to those of the data.
 * @throws the signal's reason when it is aborted.
 * @example
 * const evaluation = await evaluate(model, { dataset: await openDataset("LaPa", "test") });
 * scoresOf(evaluation).meanIou;
 */
export async function evaluate(network: Evaluable, options: EvaluateOptions): Promise<Evaluation> {
  const { dataset, quality = false, folder = null, signal, onImage, ...rest } = options;
  const predictor = await imagePredictor(network, {
    ...rest,
    data: dataset.taxonomy,
    probabilities: quality,
  });
  const { predict, size, taxonomy, ofData, dispose } = predictor;
  const scorer = new Scorer({ numClasses: taxonomy.classes.length, quality });
  try {
    for (const [i, sample] of dataset.samples.entries()) {
      signal?.throwIfAborted();
      const { id, image, labels } = await sample.load({ size });
      const prediction = await predict(image);
      scorer.add({ id, ...size, truth: labels.data.map((value) => ofData[value] as number), ...prediction });
      onImage?.(i + 1, id, prediction.ids);
    }
  } finally {
    await dispose();
  }
  const { name, split } = dataset;
  const classes = taxonomy.classes.map((one) => one.name);
  return { dataset: name, split, folder, classes, ...scorer.result(), latency: null };
}
