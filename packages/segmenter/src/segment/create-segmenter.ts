import { checkChoice, checkNumber, orMissing } from "@faceseg/core";
import { createPredictor, type EngineOptions, type Predictor, type PredictorOptions } from "@faceseg/engine";
import { type Decode, lapa11 } from "@faceseg/image";
import { type Files, fromWeb, loadModel, type ModelMetadata, type ModelSource } from "@faceseg/model-files";
import { type ClassNames, resolveClasses } from "./classes.ts";
import { Segmenter, type SegmentOptions } from "./segmenter.ts";

/** Options of `createSegmenter`. */
export interface SegmenterOptions
  extends EngineOptions,
    SegmentOptions,
    Pick<PredictorOptions, "inputSize" | "inputRange"> {
  /** The model, or several whose probabilities are averaged. */
  readonly model: ModelSource | readonly ModelSource[];
  /**
   * Names of the classes by id, with or without colors.
   * @default what the model's file says; the project's own for a model of as many classes; numbers
   */
  readonly classes?: ClassNames;
}

/**
 * Makes a segmenter: loads the model and makes it ready to run. Models of TensorFlow.js and Keras are compiled for ONNX
 * Runtime, or run on TensorFlow.js where no ONNX Runtime is installed.
 *
 * Runs in pages, in workers and in Node; paths and files in Node need `@faceseg/segmenter/node`.
 *
 * @throws {TypeError} for what is no model, or no model that segments RGB images.
 * @throws {RangeError} for options that are not legal, or classes that are not the model's.
 * @throws {EngineUnavailableError} where no engine can run the model, such as an ONNX file without ONNX Runtime.
 * @example
 * const segmenter = await createSegmenter({ model: "/models/face.onnx" });
 * const segmentation = await segmenter.segment(document.querySelector("img"));
 * segmentation.part("hair").share; //=> 0.21
 */
export async function createSegmenter(options: SegmenterOptions): Promise<Segmenter> {
  return createSegmenterWith(fromWeb, options);
}

/** `createSegmenter` with the files, and the kinds of images, of a platform. */
export async function createSegmenterWith<Extra = never>(
  files: Files,
  { model, ...options }: SegmenterOptions,
  decode?: Decode,
): Promise<Segmenter<Extra>> {
  const sources = [model].flat() as ModelSource[];
  if (sources.length === 0) throw new RangeError("Expected `model` to be at least one model, got none");
  check(options);
  const predictors: Predictor[] = [];
  const metadata: ModelMetadata[] = [];
  try {
    for (const source of sources) {
      const loaded = await loadModel(source, { files, registerLayers });
      const named = options.classes ?? loaded.metadata.classes ?? lapa11.classes;
      metadata.push(loaded.metadata);
      predictors.push(await createPredictor(loaded, predictorOptions(options, named.length)));
    }
    const [count = 0, ...others] = predictors.map(({ numClasses }) => numClasses);
    if (others.some((other) => other !== count)) {
      throw new RangeError(`Expected models of one number of classes, got ${[count, ...others].join(", ")}`);
    }
    const classes = resolveClasses(options.classes, metadata[0] ?? {}, count);
    return new Segmenter<Extra>({ predictors, classes, options, ...(decode && { decode }) });
  } catch (error) {
    await Promise.all(predictors.map((predictor) => predictor.dispose()));
    throw error;
  }
}

/** Networks of this project have layers that TensorFlow.js lacks. */
const registerLayers = () => import("@faceseg/backbones").catch(orMissing("@faceseg/backbones"));

function predictorOptions(options: Omit<SegmenterOptions, "model">, numClasses: number): PredictorOptions {
  const { engine, threads, executionProviders, wasmPaths, inputSize, inputRange, flip = false } = options;
  return {
    ...(engine !== undefined && { engine }),
    ...(threads !== undefined && { threads }),
    ...(executionProviders !== undefined && { executionProviders }),
    ...(wasmPaths !== undefined && { wasmPaths }),
    ...(inputSize !== undefined && { inputSize }),
    ...(inputRange !== undefined && { inputRange }),
    numClasses,
    probabilities: true,
    // An image and its mirror image.
    batchSize: flip ? 2 : 1,
  };
}

function check({ fit = "stretch", smoothing = 0 }: SegmentOptions): void {
  checkChoice("fit", fit, ["stretch", "letterbox"]);
  checkNumber("smoothing", smoothing, { min: 0, max: 1 });
  if (smoothing === 1) {
    throw new RangeError(
      "Expected `smoothing` to be below 1, as no new frame would count, got 1; a strong smoothing is 0.9",
    );
  }
}
