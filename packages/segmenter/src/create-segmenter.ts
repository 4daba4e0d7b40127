import type { Decode } from "@faceseg/image";
import { classes as faceClasses } from "@faceseg/image";
import type { Files, ModelMetadata, ModelSource } from "@faceseg/model-files";
import { fromWeb, loadModel } from "@faceseg/model-files";
import { type ClassNames, resolveClasses } from "./model/classes.ts";
import { createNetwork } from "./network/create-network.ts";
import type { EngineOptions, Network } from "./network/network.ts";
import { checkShare } from "./result/paint.ts";
import { Segmenter, type SegmentOptions } from "./segmenter.ts";

/** Options of `createSegmenter`. */
export interface SegmenterOptions extends EngineOptions, SegmentOptions {
  /** The network, or several whose probabilities are averaged. */
  readonly model: ModelSource | readonly ModelSource[];
  /** Names of the classes, by id, perhaps with colours. @default what the model's file says; the 11 of `@faceseg/data`; numbers */
  readonly classes?: ClassNames;
  /** What black and white are to the network. @default what the model's file says, else [0, 1] */
  readonly inputRange?: readonly [number, number];
}

/**
 * Makes a segmenter: loads the model, exports it to ONNX where it is one of TensorFlow.js or Keras, and makes it ready
 * to run.
 *
 * Runs in pages, in workers and in Node; paths and files in Node need `@faceseg/segmenter/node`.
 *
 * @throws {TypeError} for what is no model, or no network that segments RGB pictures.
 * @throws {RangeError} for options that are out of range, or classes that are not the network's.
 * @throws {RuntimeMissingError} for an ONNX file where no ONNX Runtime is installed.
 * @example
 * const segmenter = await createSegmenter({ model: "/models/face.onnx" });
 * const segmentation = await segmenter.segment(document.querySelector("img"));
 * segmentation.part("hair").share; //=> 0.21
 */
export async function createSegmenter(options: SegmenterOptions): Promise<Segmenter> {
  return createSegmenterWith(fromWeb, options);
}

/** `createSegmenter` with the files, and the kinds of pictures, of a platform. */
export async function createSegmenterWith<Extra = never>(
  files: Files,
  { model, ...options }: SegmenterOptions,
  decode?: Decode,
): Promise<Segmenter<Extra>> {
  const sources = [model].flat() as ModelSource[];
  if (sources.length === 0) throw new RangeError("Expected `model` to be at least one model, got none");
  check(options);
  const networks: Network[] = [];
  try {
    const notes: ModelMetadata[] = [];
    for (const source of sources) {
      const loaded = await loadModel(source, files);
      const metadata = { ...loaded.metadata, ...(options.inputRange && { inputRange: options.inputRange }) };
      const named = (options.classes ?? metadata.classes ?? faceClasses).length;
      networks.push(await createNetwork(loaded, metadata, options, named));
      notes.push(metadata);
    }
    const [count, ...others] = networks.map(({ classes }) => classes);
    if (others.some((other) => other !== count)) {
      throw new RangeError(`Expected models of one number of classes, got ${[count, ...others].join(", ")}`);
    }
    const named = options.classes ?? notes[0]?.classes ?? faceClasses;
    const classes = resolveClasses(options.classes, notes[0] ?? {}, count ?? named.length);
    return new Segmenter<Extra>({ networks, classes, options, ...(decode && { decode }) });
  } catch (error) {
    await Promise.all(networks.map((network) => network.dispose()));
    throw error;
  }
}

function check({ fit = "stretch", smoothing = 0 }: SegmentOptions): void {
  if (fit !== "stretch" && fit !== "letterbox") {
    throw new RangeError(`Expected \`fit\` to be "stretch" or "letterbox", got ${JSON.stringify(fit)}`);
  }
  checkShare("smoothing", smoothing);
  if (smoothing === 1)
    throw new RangeError("Expected `smoothing` below 1, got 1: no frame would ever count; 0.9 is strong");
}
