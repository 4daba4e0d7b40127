import { createPredictor, type EngineOptions } from "@faceseg/engine";
import { argmax, type RgbImage, type Size, type Taxonomy, taxonomyFromNotes, toSize } from "@faceseg/image";
import { type LayersModelLike, type LoadedModel, metadataOf } from "@faceseg/model-files";
import { commonTaxonomy } from "./common-taxonomy.ts";
import { floats } from "./floats.ts";

/** What a network says about one image. */
export interface Prediction {
  /** The class of every pixel, [height, width]. */
  readonly ids: Uint8Array;
  /** [height, width, classes]; absent where they were not asked for. */
  readonly probabilities?: Float32Array | undefined;
}

/**
 * Anything that predicts the class of every pixel of an image: a model, an ensemble, a segmenter.
 *
 * @example
 * const predict: Predict = async (image) => ({ ids: (await segmenter.segment(image)).labels });
 */
export type Predict = (image: RgbImage) => Promise<Prediction>;

/**
 * What can be evaluated: a `tf.LayersModel`, which stays the caller's; what `loadModel` of @faceseg/model-files gives,
 * which is freed afterwards; or a function that predicts one image.
 */
export type Evaluable = LayersModelLike | LoadedModel | Predict;

/** A network ready to predict one image at a time. */
export interface ImagePredictor {
  /** Predicts one image of `size`. */
  readonly predict: Predict;
  /** Size in pixels of the images. */
  readonly size: Size;
  /** The classes of the predictions and of the scores. */
  readonly taxonomy: Taxonomy;
  /** From ids of the data to those of the scores; 255 is ignored. */
  readonly ofData: Uint8Array;
  /** Name of the engine on which it runs; null for a function of the caller's. */
  readonly engine: string | null;
  /** Frees the compiled model. */
  dispose(): Promise<void>;
}

/** Options of `imagePredictor`. */
export interface ImagePredictorOptions extends EngineOptions {
  /** Whether predictions have probabilities. @default false */
  readonly probabilities?: boolean;
  /** Size in pixels of the images; needed for a function. @default the input size of the model */
  readonly size?: number | Size | undefined;
  /** The classes of the data. */
  readonly data: Taxonomy;
  /** The classes of the predictions. @default what the model's file says, else those of the data */
  readonly taxonomy?: Taxonomy | undefined;
}

/**
 * Makes a network ready to predict one image at a time, in classes in which it can be scored (see `commonTaxonomy`).
 *
 * @throws {RangeError} for a function without `size`; for a model whose classes are not named and not as many as those of the
 *   data; and for classes that cannot be mapped by name.
 */
export async function imagePredictor(
  network: Evaluable,
  options: ImagePredictorOptions,
): Promise<ImagePredictor> {
  const { size, data, taxonomy: given, ...engine } = options;
  if (typeof network === "function") {
    if (size === undefined) throw new RangeError("Expected `size` for a function that predicts, got none");
    const { taxonomy, ofModel, ofData } = commonTaxonomy(given ?? data, data);
    const predict = async (image: RgbImage) => mapped(await network(image), ofModel, taxonomy.classes.length);
    return { predict, size: toSize(size), taxonomy, ofData, engine: null, dispose: async () => {} };
  }
  const named = given ?? taxonomyFromNotes(metadataOf(network));
  const predictor = await createPredictor(network, {
    ...engine,
    batchSize: 1,
    ...(size !== undefined && { inputSize: size }),
    numClasses: (named ?? data).classes.length,
  });
  try {
    const { numClasses: count } = predictor;
    const own = named ?? data;
    if (own.classes.length !== count) throw unknownClasses(count, own, named !== undefined);
    const { taxonomy, ofModel, ofData } = commonTaxonomy(own, data);
    const raw = async (image: RgbImage): Promise<Prediction> => {
      if (!options.probabilities) return { ids: await predictor.predict(floats(image)) };
      const { width, height, numClasses, data: found } = await predictor.probabilities(floats(image));
      return { ids: argmax(found, { width, height, numClasses }).data, probabilities: found };
    };
    return {
      predict: async (image) => mapped(await raw(image), ofModel, taxonomy.classes.length),
      size: predictor.inputSize,
      taxonomy,
      ofData,
      engine: predictor.engine.name,
      dispose: () => predictor.dispose(),
    };
  } catch (error) {
    await predictor.dispose();
    throw error;
  }
}

function unknownClasses(count: number, { name, classes }: Taxonomy, isNamed: boolean): RangeError {
  const names = classes.map((one) => one.name).join(", ");
  const whose = isNamed ? "its file names" : `the data (${name}) has`;
  return new RangeError(
    `Expected a model of as many classes as ${whose}, ${classes.length} (${names}), got ${count}; name its classes with \`taxonomy\``,
  );
}

/** A prediction in other ids; probabilities of classes that become one are summed. */
function mapped({ ids, probabilities }: Prediction, ofModel: Uint8Array, numClasses: number): Prediction {
  if (ofModel.every((id, at) => id === at)) return { ids, probabilities };
  const found = ids.map((id) => ofModel[id] as number);
  if (!probabilities) return { ids: found };
  const channels = probabilities.length / ids.length;
  const summed = new Float32Array(ids.length * numClasses);
  for (let pixel = 0; pixel < ids.length; pixel++) {
    for (let id = 0; id < channels; id++) {
      (summed[pixel * numClasses + (ofModel[id] as number)] as number) += probabilities[
        pixel * channels + id
      ] as number;
    }
  }
  return { ids: argmax(summed, { width: ids.length, height: 1, numClasses }).data, probabilities: summed };
}
