import type { Tensor } from "@tensorflow/tfjs-core";
import type { ModelMetadata } from "../notes/model-metadata.ts";
import type { ArtifactsLike } from "../tfjs/artifacts.ts";

/** A `tf.LayersModel` of any copy of TensorFlow.js: the members that this project uses. */
export interface LayersModelLike {
  /** The inputs, with their shapes; null is a free length. */
  readonly inputs: readonly {
    /** Name of the input. */
    readonly name: string;
    /** Length of each axis, the batch first. */
    readonly shape: readonly (number | null)[];
  }[];
  /** The outputs' shapes. */
  readonly outputs: readonly {
    /** Length of each axis, the batch first. */
    readonly shape: readonly (number | null)[];
  }[];
  /** Names of the layers that make the outputs. */
  readonly outputNames: readonly string[];
  /** Applies the model to tensors. */
  apply(inputs: Tensor | Tensor[], kwargs?: object): unknown;
  /** The notes that were saved with the model. */
  getUserDefinedMetadata?(): unknown;
}

/**
 * A model: a `tf.LayersModel` (it stays the caller's), TensorFlow.js's model artifacts, the bytes of an .onnx, .keras
 * or .h5 file, or the URL of one of these or of a TensorFlow.js `model.json`. In Node (`@faceseg/model-files/node`) also
 * a path; a folder stands for the `model.json` or the .onnx file in it.
 */
export type ModelSource = LayersModelLike | ArtifactsLike | Uint8Array | ArrayBuffer | string | URL;

/** A loaded model, by kind. */
export type LoadedModel = LoadedLayers | LoadedOnnx;

/** A layers model of TensorFlow.js or Keras. */
export interface LoadedLayers {
  /** Tells it from a `LoadedOnnx`. */
  readonly kind: "layers";
  /** The model, with its weights. */
  readonly model: LayersModelLike;
  /** What its file says about it. */
  readonly metadata: ModelMetadata;
  /** Frees the model, unless the caller made it. */
  readonly dispose: () => void;
}

/** An ONNX file: a graph without layers, for an ONNX Runtime. */
export interface LoadedOnnx {
  /** Tells it from a `LoadedLayers`. */
  readonly kind: "onnx";
  /** The whole file, with its weights in it, also those that lie in other files. */
  readonly bytes: Uint8Array;
  /** What the file says about the model or, where it is silent, Hugging Face's files beside it. */
  readonly metadata: ModelMetadata;
}
