import { createPredictor, type EngineOptions } from "@faceseg/engine";
import { argmax, type RgbImage, type Size, toSize } from "@faceseg/image";
import type { LayersModelLike, LoadedModel } from "@faceseg/model-files";
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
  /** Number of classes. */
  readonly numClasses: number;
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
  /** Number of classes; needed for a function. @default the model's */
  readonly numClasses?: number | undefined;
}

/**
 * Makes a network ready to predict one image at a time.
 *
 * @throws {RangeError} for a function without `size` or `numClasses`.
 */
export async function imagePredictor(
  network: Evaluable,
  options: ImagePredictorOptions = {},
): Promise<ImagePredictor> {
  const { size, numClasses: given, ...engine } = options;
  if (typeof network === "function") {
    if (size === undefined) throw new RangeError("Expected `size` for a function that predicts, got none");
    if (given === undefined)
      throw new RangeError("Expected `numClasses` for a function that predicts, got none");
    return {
      predict: network,
      size: toSize(size),
      numClasses: given,
      engine: null,
      dispose: async () => {},
    };
  }
  const predictor = await createPredictor(network, {
    ...engine,
    batchSize: 1,
    ...(size !== undefined && { inputSize: size }),
  });
  const predict = async (image: RgbImage): Promise<Prediction> => {
    if (!options.probabilities) return { ids: await predictor.predict(floats(image)) };
    const { width, height, numClasses, data } = await predictor.probabilities(floats(image));
    return { ids: argmax(data, { width, height, numClasses }).data, probabilities: data };
  };
  return {
    predict,
    size: predictor.inputSize,
    numClasses: given ?? predictor.numClasses,
    engine: predictor.engine.name,
    dispose: () => predictor.dispose(),
  };
}
