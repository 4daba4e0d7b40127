import { orMissing } from "@faceseg/core";
import { createPredictor, type Predictor, type PredictorOptions } from "@faceseg/engine";
import type { Decode } from "@faceseg/image";
import { type Files, fromWeb, loadModel, type ModelMetadata, type ModelSource } from "@faceseg/model-files";
import { alignClasses, reordered } from "./align-classes.ts";
import { checkFlip } from "./check-flip.ts";
import { type KnownClasses, knownClasses, namedClasses } from "./known-classes.ts";
import { Segmenter } from "./segmenter.ts";
import { checkSegmenterOptions, type SegmenterOptions } from "./segmenter-options.ts";

/**
 * Makes a segmenter: loads the model and makes it ready to run. Models of TensorFlow.js and Keras are compiled for ONNX
 * Runtime, or run on TensorFlow.js where no ONNX Runtime is installed.
 *
 * Runs in pages, in workers and in Node; paths and files in Node need `@faceseg/segmenter/node`.
 *
 * @throws {TypeError} for what is no model, or no model that segments RGB images.
 * @throws {RangeError} for options that are unknown or not legal, classes that are not the model's, models of different
 *   classes, and where an option must tell what the model's file does not: its input size, its layout, what its scores are.
 * @throws {ModelFileError} for a file that cannot be read, or with notes that cannot be used.
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
  options: SegmenterOptions,
  decode?: Decode,
): Promise<Segmenter<Extra>> {
  checkSegmenterOptions(options);
  const sources = [options.model].flat() as ModelSource[];
  if (sources.length === 0) throw new RangeError("Expected `model` to be at least one model, got none");
  const predictors: Predictor[] = [];
  const notes: ModelMetadata[] = [];
  try {
    for (const source of sources) {
      const loaded = await loadModel(source, { files, registerLayers });
      notes.push(loaded.metadata);
      const named = namedClasses(options, loaded.metadata)?.taxonomy.classes.length;
      predictors.push(await createPredictor(loaded, predictorOptions(options, named)));
    }
    const { classes, aligned } = inOneOrder(predictors, notes, options);
    if (options.flip) checkFlip(classes);
    const { taxonomy } = classes;
    return new Segmenter<Extra>({ predictors: aligned, taxonomy, options, ...(decode && { decode }) });
  } catch (error) {
    await Promise.all(predictors.map((predictor) => predictor.dispose()));
    throw error;
  }
}

/** The classes of the first model, and all models with their classes in its order. */
function inOneOrder(
  predictors: readonly Predictor[],
  notes: readonly ModelMetadata[],
  options: SegmenterOptions,
): { readonly classes: KnownClasses; readonly aligned: readonly Predictor[] } {
  // What a file names is by its own ids; a file that names nothing has the classes of the options.
  const own = predictors.map(({ numClasses }, at) => {
    const noted = notes[at] ?? {};
    const isNamed = namedClasses({}, noted) !== undefined;
    return knownClasses(isNamed ? {} : options, noted, numClasses);
  });
  const [first] = own as [KnownClasses];
  const aligned = predictors.map((predictor, at) =>
    reordered(predictor, alignClasses(first.taxonomy.classes, (own[at] as KnownClasses).taxonomy.classes)),
  );
  return { classes: knownClasses(options, notes[0] ?? {}, predictors[0]?.numClasses ?? 0), aligned };
}

/** Networks of this project have layers that TensorFlow.js lacks. */
const registerLayers = () => import("@faceseg/backbones").catch(orMissing("@faceseg/backbones"));

/** Options of the segmenter that are not the predictor's are left out. */
function predictorOptions(
  { model, fit, postprocess, smoothing, maxPixels, classes, mirrorPairs, flip, ...options }: SegmenterOptions,
  numClasses: number | undefined,
): PredictorOptions {
  return {
    ...options,
    ...(numClasses !== undefined && { numClasses }),
    probabilities: true,
    // An image and its mirror image.
    batchSize: flip ? 2 : 1,
  };
}
