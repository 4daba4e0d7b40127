import type { BatchTensor, ImageSource } from "@faceseg/image";
import {
  type Decode,
  defaultMaxPixels,
  type FaceClass,
  type Fit,
  flipProbabilities,
  type LabelMap,
  place,
  readImages,
  type Size,
  toInput,
} from "@faceseg/image";
import { averageMaps, smoothed } from "./averaging.ts";
import { mirrorPairsOf } from "./model/classes.ts";
import type { Network, RunningEngine } from "./network/network.ts";
import { labelsAt, type ScoreMap } from "./result/score-map.ts";
import { Segmentation } from "./result/segmentation.ts";

/** Changes the labels of a picture, such as filling holes; gets the segmentation as it is so far. */
export type PostProcess = (labels: LabelMap, segmentation: Segmentation) => LabelMap | Promise<LabelMap>;

/** How pictures are segmented. */
export interface SegmentOptions {
  /** Whether each picture is seen in the mirror as well, and the two answers averaged: better, at twice the time. @default false */
  readonly flip?: boolean;
  /**
   * How a picture that is not of the network's shape is fitted: "stretch" distorts it, as the training of this project
   * does; "letterbox" keeps its shape and adds black bars.
   * @default "stretch"
   */
  readonly fit?: Fit;
  /** Applied to the labels at the picture's size, in order. @default none */
  readonly postprocess?: PostProcess | readonly PostProcess[];
  /** For video: the share that the frames before have in a frame's answer, 0 to below 1. @default 0 */
  readonly smoothing?: number;
  /** Larger pictures are refused before their pixels are read. @default 67108864 */
  readonly maxPixels?: number;
}

/** What a segmenter takes; the platform may add kinds of pictures, such as paths. */
export interface SegmenterParts {
  readonly networks: readonly Network[];
  readonly classes: readonly FaceClass[];
  readonly options: SegmentOptions;
  readonly decode?: Decode;
}

/** Segments pictures with one network or several; made by `createSegmenter`. */
export class Segmenter<Extra = never> {
  readonly classes: readonly FaceClass[];
  /** Where the network runs, and why there. */
  readonly engine: RunningEngine;
  /** Size of the network's input. */
  readonly inputSize: Size;
  private readonly parts: SegmenterParts;
  private readonly mirrorPairs: readonly (readonly [number, number])[];
  private before: ScoreMap | undefined;
  private disposed = false;
  /** Calls run one after another: some engines cannot do more, and smoothing needs their order. */
  private turn: Promise<unknown> = Promise.resolve();

  /** @internal */
  constructor(parts: SegmenterParts) {
    const [first] = parts.networks as [Network];
    this.parts = parts;
    this.classes = parts.classes;
    this.engine = first.engine;
    this.inputSize = first.input;
    this.mirrorPairs = mirrorPairsOf(parts.classes);
  }

  /**
   * The parts of a picture, or of several, at their own sizes.
   *
   * @throws {RangeError} for a picture of no pixels or too many, or channels that are no colours.
   * @throws {TypeError} for what is no picture.
   * @example
   * const { labels, width, height } = await segmenter.segment(video);
   */
  segment(pictures: BatchTensor | readonly (ImageSource | Extra)[]): Promise<Segmentation[]>;
  segment(picture: ImageSource | Extra): Promise<Segmentation>;
  async segment(
    source: BatchTensor | ImageSource | Extra | readonly (ImageSource | Extra)[],
  ): Promise<Segmentation | Segmentation[]> {
    if (Array.isArray(source)) {
      const results: Segmentation[] = [];
      // One by one: a picture is in memory at its own size only while its turn lasts.
      for (const one of source) results.push(...(await this.enqueue(one)));
      return results;
    }
    const results = await this.enqueue(source);
    const isBatch = (source as Partial<BatchTensor>).shape?.length === 4;
    return isBatch ? results : (results[0] as Segmentation);
  }

  /** Forgets the frames before: the next one of a video starts anew. */
  reset(): void {
    this.before = undefined;
  }

  /** Frees the networks; running calls end first. */
  async dispose(): Promise<void> {
    if (this.disposed) return;
    this.disposed = true;
    await this.turn.catch(() => {});
    await Promise.all(this.parts.networks.map((network) => network.dispose()));
  }

  private enqueue(source: unknown): Promise<Segmentation[]> {
    if (this.disposed)
      return Promise.reject(new Error("Expected a segmenter in use, got one that is disposed"));
    const result = this.turn.then(() => this.work(source));
    this.turn = result.catch(() => {});
    return result;
  }

  private async work(source: unknown): Promise<Segmentation[]> {
    const { options, decode, networks, classes } = this.parts;
    const pictures = await readImages(source, options.maxPixels ?? defaultMaxPixels, decode);
    const results: Segmentation[] = [];
    for (const picture of pictures) {
      const maps: ScoreMap[] = [];
      for (const network of networks) maps.push(await this.scores(network, picture));
      const scores = smoothed(this.before, averageMaps(maps), options.smoothing ?? 0);
      if (options.smoothing) this.before = scores;
      const labels = labelsAt(scores, picture);
      let segmentation = new Segmentation({ picture, labels, classes, scores });
      for (const step of [options.postprocess ?? []].flat()) {
        const { data } = await step(
          { width: picture.width, height: picture.height, data: segmentation.labels },
          segmentation,
        );
        segmentation = new Segmentation({ ...segmentation.toData(), labels: data });
      }
      results.push(segmentation);
    }
    return results;
  }

  /** One network's probabilities, those of the mirrored picture averaged in where asked for. */
  private async scores(network: Network, picture: Segmentation["picture"]): Promise<ScoreMap> {
    const { fit = "stretch", flip = false } = this.parts.options;
    const { input } = network;
    const box = place(picture, input, fit);
    const values = toInput(picture, input, box);
    const inputs = flip ? [values, flipProbabilities(values, { ...input, classes: 3 }, [])] : [values];
    const outputs: Float32Array[] = [];
    let size: Size & { classes: number } = { ...input, classes: 0 };
    for (let from = 0; from < inputs.length; from += network.maxBatch) {
      const some = inputs.slice(from, from + network.maxBatch);
      const images = some.length === 1 ? (some[0] as Float32Array) : concatenated(some);
      const { probabilities, ...found } = await network.run(images, some.length);
      size = found;
      const length = probabilities.length / some.length;
      for (let i = 0; i < some.length; i++)
        outputs.push(probabilities.subarray(i * length, (i + 1) * length));
    }
    const across = size.width / input.width;
    const down = size.height / input.height;
    const region = {
      x: box.x * across,
      y: box.y * down,
      width: box.width * across,
      height: box.height * down,
    };
    const [straight, reflected] = outputs as [Float32Array, Float32Array | undefined];
    const map = { ...size, region, data: straight };
    if (!reflected) return map;
    return averageMaps([map, { ...map, data: flipProbabilities(reflected, size, this.mirrorPairs) }]);
  }
}

function concatenated(arrays: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const array of arrays) {
    all.set(array, at);
    at += array.length;
  }
  return all;
}
