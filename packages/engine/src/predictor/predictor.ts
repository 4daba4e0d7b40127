import type { Size } from "@faceseg/image";
import type { ChosenEngine, EngineOptions } from "../engines/engine-options.ts";

/** What is done to colors before a model sees them: (color - mean) / std, of red, green and blue in [0, 1]. */
export interface Normalization {
  /** What is subtracted from red, green and blue. */
  readonly mean: readonly [number, number, number];
  /** By what red, green and blue are divided then. */
  readonly std: readonly [number, number, number];
}

/** What a model takes, where its file does not say. */
export interface InputOptions {
  /** Input size of a model that leaves it open. @default the model's, else what its file says */
  readonly inputSize?: number | Size;
  /** What black and white are to the model; not with `normalization`. @default what the model's file says, else [0, 1] */
  readonly inputRange?: readonly [number, number];
  /** What is done to the colors; not with `inputRange`. @default what the model's file says, else nothing */
  readonly normalization?: Normalization;
  /** The order of colors in the model's input. @default what the model's file says, else "rgb" */
  readonly channelOrder?: "rgb" | "bgr";
  /** Whether an ONNX file takes [batch, 3, height, width] or [batch, height, width, 3]. @default what its shape tells */
  readonly inputLayout?: "channels-first" | "channels-last";
}

/** What a model gives, where its file does not say. */
export interface OutputOptions {
  /**
   * Name of the output that is read.
   * @default the first of a layers model. Of an ONNX file one called `probabilities`, `softmax`, `logits` or `labels`, in this
   *   order; else the first with a score for each pixel; else the first with an id for each pixel
   */
  readonly output?: string;
  /**
   * Where the classes are: "channels-first" is [batch, classes, height, width] or [batch, classes, pixels], "channels-last"
   * [batch, height, width, classes] or [batch, pixels, classes], and "map" [batch, height, width].
   * @default what the output's shape tells
   */
  readonly outputLayout?: "channels-first" | "channels-last" | "map";
  /**
   * What the output's numbers are; "ids" is for ONNX files.
   * @default what the model's last operators tell
   */
  readonly scores?: "probabilities" | "logits" | "ids";
  /** Number of classes of an ONNX file that gives class ids only. @default the number of class names in the file */
  readonly numClasses?: number;
}

/** Options of `createPredictor`. */
export interface PredictorOptions extends EngineOptions, InputOptions, OutputOptions {
  /** Images that run at once. An ONNX file with a fixed batch size keeps its own. @default 1 */
  readonly batchSize?: number;
  /**
   * Whether `probabilities` will be called. A compiled layers model then computes probabilities always, so that `predict` is
   * slower.
   * @default false
   */
  readonly probabilities?: boolean;
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
  /** Number of classes; two for a model of one channel: what is not its class, and its class. */
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
   * @throws {RangeError} where `images` does not hold whole images of `inputSize`, or colors outside of [0, 1]; where the model
   *   gives numbers that are not finite, or ids that are no classes.
   */
  predict(images: Float32Array): Promise<Uint8Array>;
  /**
   * Class probabilities of any number of images.
   *
   * @param images RGB in [0, 1], [batch, height, width, 3].
   * @throws {Error} unless the predictor was made with `probabilities: true`.
   * @throws {RangeError} where `predict` throws one.
   */
  probabilities(images: Float32Array): Promise<Probabilities>;
  /** Frees the model's memory; a `tf.LayersModel` of the caller's stays as it is. */
  dispose(): Promise<void>;
}
