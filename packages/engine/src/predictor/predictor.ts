import type { Size } from "@faceseg/image";
import type { ChosenEngine, EngineOptions } from "../engines/engine-options.ts";

/** Options of `createPredictor`. */
export interface PredictorOptions extends EngineOptions {
  /** Images that run at once. An ONNX file with a fixed batch size keeps its own. @default 1 */
  readonly batchSize?: number;
  /**
   * Whether `probabilities` will be called. A compiled layers model then computes probabilities always, so that `predict` is
   * slower.
   * @default false
   */
  readonly probabilities?: boolean;
  /** Input size of a layers model that leaves it open. @default the model's */
  readonly inputSize?: number | Size;
  /** What black and white are to the model. @default what the model's file says, else [0, 1] */
  readonly inputRange?: readonly [number, number];
  /** Number of classes of an ONNX file that gives class ids only. @default the number of class names in the file */
  readonly numClasses?: number;
}

/** Class probabilities of some images. */
export interface Probabilities extends Size {
  /** Number of classes. */
  readonly numClasses: number;
  /** [batch, height, width, numClasses]; those of a pixel sum to 1. */
  readonly data: Float32Array;
}

/** A model ready for inference: weights frozen, batch normalization folded. */
export interface Predictor {
  /** Width and height of the images that it takes. */
  readonly inputSize: Size;
  /** Number of classes. */
  readonly numClasses: number;
  /** Images that run at once; more are split up. */
  readonly batchSize: number;
  /** Where the model runs, and why there. */
  readonly engine: ChosenEngine;
  /**
   * Class ids of any number of images.
   *
   * @param images RGB in [0, 1], [batch, height, width, 3].
   * @returns [batch, height, width], at the size of the model's output, which mostly is that of its input.
   * @throws {RangeError} where `images` does not hold whole images of `inputSize`.
   */
  predict(images: Float32Array): Promise<Uint8Array>;
  /**
   * Class probabilities of any number of images.
   *
   * @param images RGB in [0, 1], [batch, height, width, 3].
   * @throws {Error} unless the predictor was made with `probabilities: true`.
   * @throws {RangeError} where `images` does not hold whole images of `inputSize`.
   */
  probabilities(images: Float32Array): Promise<Probabilities>;
  /** Frees the model's memory; a `tf.LayersModel` of the caller's stays as it is. */
  dispose(): Promise<void>;
}
