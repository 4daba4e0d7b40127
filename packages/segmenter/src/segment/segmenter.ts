import type { Predictor } from "@faceseg/engine";
import {
  type BatchTensor,
  type Decode,
  type FaceClass,
  type Fit,
  flipProbabilities,
  type ImageSource,
  type LabelMap,
  place,
  type RgbImage,
  type Size,
  type Taxonomy,
  toInput,
} from "@faceseg/image";
import { labelsAt, type ScoreMap } from "../result/score-map.ts";
import { Segmentation } from "../result/segmentation.ts";
import { averageMaps, type Frame, smoothed } from "./averaging.ts";
import { takeImages } from "./take-images.ts";

/** Changes the labels of an image, such as filling holes; gets the segmentation as it is so far. */
export type PostProcess = (labels: LabelMap, segmentation: Segmentation) => LabelMap | Promise<LabelMap>;

/** How images are segmented. */
export interface SegmentOptions {
  /**
   * Whether each image is also seen in the mirror, and the two results are averaged: better, in twice the time.
   * @default false
   */
  readonly flip?: boolean;
  /**
   * How an image of another shape than the model's input is fitted: "stretch" distorts it, as the training of this project
   * does; "letterbox" keeps its shape and adds black bars.
   * @default "stretch"
   */
  readonly fit?: Fit;
  /** Applied to the labels at the image's size, in order. @default none */
  readonly postprocess?: PostProcess | readonly PostProcess[];
  /** For video: the weight of the previous frames in a frame's result, from 0 to below 1. @default 0 */
  readonly smoothing?: number;
  /** Larger images are refused before their pixels are read. @default 67108864 */
  readonly maxPixels?: number;
}

/** What a segmenter is made of. */
export interface SegmenterParts {
  /** The models, ready to run; several are averaged. */
  readonly predictors: readonly Predictor[];
  /** The classes of the models, in the order of all. */
  readonly taxonomy: Taxonomy;
  /** How images are segmented. */
  readonly options: SegmentOptions;
  /** Reads kinds of images that the platform adds, such as paths. @default none */
  readonly decode?: Decode;
}

/** Segments images with one model or several; made by `createSegmenter`. */
export class Segmenter<Extra = never> {
  /** The classes, with their names, colors and mirror pairs. */
  readonly taxonomy: Taxonomy;
  /** The classes of the taxonomy, `classes[id].id === id`. */
  readonly classes: readonly FaceClass[];
  /** Where the model runs, and why there. */
  readonly engine: Predictor["engine"];
  /** Size of the model's input. */
  readonly inputSize: Size;
  private readonly parts: SegmenterParts;
  private previous: Frame | undefined;
  private disposed = false;
  /** Calls run one after another: some engines cannot do more, and smoothing needs their order. */
  private turn: Promise<unknown> = Promise.resolve();

  /** @internal */
  constructor(parts: SegmenterParts) {
    const [first] = parts.predictors as [Predictor];
    this.parts = parts;
    this.taxonomy = parts.taxonomy;
    this.classes = parts.taxonomy.classes;
    this.engine = first.engine;
    this.inputSize = first.inputSize;
  }

  /**
   * The parts of an image, or of several, at their own sizes. Pixels, canvases and frames of videos are taken at the call: they
   * may change before the result is there.
   *
   * @throws {RangeError} for an image without pixels or with too many, or channels that are not colors.
   * @throws {TypeError} for what is no image.
   * @example
   * const { labels, width, height } = await segmenter.segment(video);
   */
  segment(images: BatchTensor | readonly (ImageSource | Extra)[]): Promise<Segmentation[]>;
  segment(image: ImageSource | Extra): Promise<Segmentation>;
  async segment(
    source: BatchTensor | ImageSource | Extra | readonly (ImageSource | Extra)[],
  ): Promise<Segmentation | Segmentation[]> {
    const { options, decode } = this.parts;
    const take = (one: unknown) => takeImages(one, { maxPixels: options.maxPixels, decode });
    if (Array.isArray(source)) {
      const results: Segmentation[] = [];
      // One by one: a file is in memory at its own size only while its turn lasts.
      for (const images of source.map(take)) results.push(...(await this.enqueue(images)));
      return results;
    }
    const results = await this.enqueue(take(source));
    const isBatch = (source as Partial<BatchTensor>).shape?.length === 4;
    return isBatch ? results : (results[0] as Segmentation);
  }

  /** Forgets the previous frames: the next one is not smoothed. */
  reset(): void {
    this.previous = undefined;
  }

  /** Frees the models; running calls end first. */
  async dispose(): Promise<void> {
    if (this.disposed) return;
    this.disposed = true;
    await this.turn.catch(() => {});
    await Promise.all(this.parts.predictors.map((predictor) => predictor.dispose()));
  }

  private enqueue(images: () => Promise<RgbImage[]>): Promise<Segmentation[]> {
    if (this.disposed)
      return Promise.reject(new Error("Expected a segmenter in use, got one that is disposed"));
    const result = this.turn.then(async () => this.work(await images()));
    this.turn = result.catch(() => {});
    return result;
  }

  private async work(images: readonly RgbImage[]): Promise<Segmentation[]> {
    const { options, predictors, taxonomy } = this.parts;
    const results: Segmentation[] = [];
    for (const image of images) {
      const maps: ScoreMap[] = [];
      for (const predictor of predictors) maps.push(await this.scores(predictor, image));
      const { width, height } = image;
      const frame = { width, height, scores: averageMaps(maps) };
      const scores = smoothed(this.previous, frame, options.smoothing ?? 0);
      if (options.smoothing) this.previous = { ...frame, scores };
      const labels = labelsAt(scores, image);
      let segmentation = new Segmentation({ image, labels, taxonomy, scores });
      for (const step of [options.postprocess ?? []].flat()) {
        const { data } = await step({ width, height, data: segmentation.labels }, segmentation);
        segmentation = new Segmentation({ ...segmentation.toData(), labels: data });
      }
      results.push(segmentation);
    }
    return results;
  }

  /** One model's probabilities, averaged with those of the mirrored image where `flip` asks for it. */
  private async scores(predictor: Predictor, image: RgbImage): Promise<ScoreMap> {
    const { fit = "stretch", flip = false } = this.parts.options;
    const { inputSize } = predictor;
    const box = place(image, inputSize, fit);
    const values = toInput(image, inputSize, box);
    const inputs = flip ? withMirrored(values, inputSize) : values;
    const { data, width, height, numClasses } = await predictor.probabilities(inputs);
    const across = width / inputSize.width;
    const down = height / inputSize.height;
    const region = {
      x: box.x * across,
      y: box.y * down,
      width: box.width * across,
      height: box.height * down,
    };
    const map = { width, height, numClasses, region };
    if (!flip) return { ...map, data };
    const length = data.length / 2;
    const mirrored = flipProbabilities(
      data.subarray(length),
      { width, height, numClasses },
      this.taxonomy.mirrorPairs,
    );
    return averageMaps([
      { ...map, data: data.subarray(0, length) },
      { ...map, data: mirrored },
    ]);
  }
}

/** An input, and its mirror image after it. */
function withMirrored(input: Float32Array, { width, height }: Size): Float32Array {
  const both = new Float32Array(2 * input.length);
  both.set(input);
  both.set(flipProbabilities(input, { width, height, numClasses: 3 }, []), input.length);
  return both;
}
