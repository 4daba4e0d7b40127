import type { Tensor } from "@tensorflow/tfjs-core";

/** A `tf.LayersModel`, as far as it is used here. */
export interface LayersModelLike {
  readonly inputs: readonly { readonly name: string; readonly shape: readonly (number | null)[] }[];
  readonly outputs: readonly { readonly shape: readonly (number | null)[] }[];
  readonly outputNames: readonly string[];
  /** Applies the model to tensors. */
  apply(inputs: Tensor | Tensor[], kwargs?: object): unknown;
  /** Notes that were saved with the model. */
  getUserDefinedMetadata?(): unknown;
}

/** What TensorFlow.js's save handlers are given: a model in memory. */
export interface ArtifactsLike {
  readonly modelTopology?: unknown;
  readonly weightSpecs?: unknown;
  readonly weightData?: unknown;
  readonly userDefinedMetadata?: unknown;
}

/**
 * A network: a `tf.LayersModel` (which stays the caller's), TensorFlow.js's model artifacts, the bytes of an .onnx,
 * .keras or .h5 file, or the URL of one of these or of a TensorFlow.js `model.json`; in Node a path as well.
 */
export type ModelSource = LayersModelLike | ArtifactsLike | Uint8Array | ArrayBuffer | string | URL;

/** Reads files of models by their address. */
export interface Files {
  /** The file's bytes and its full address. */
  read(address: string | URL): Promise<{ readonly bytes: Uint8Array; readonly address: string }>;
  /** The address of a file beside another. */
  beside(address: string, name: string): string;
}

/** A model told by what it is. */
export type LoadedModel =
  | { readonly kind: "onnx"; readonly bytes: Uint8Array; readonly metadata: ModelMetadata }
  | {
      readonly kind: "layers";
      readonly model: LayersModelLike;
      readonly metadata: ModelMetadata;
      /** Frees the model if it was made here. */
      readonly dispose: () => void;
    };

/** What a model's file says of itself, as `exportOnnx(model, { metadata })` writes it. */
export interface ModelMetadata {
  /** Names of the classes, by id. */
  readonly classes?: readonly string[];
  /** Their colours, [red, green, blue] in 0..255. */
  readonly colours?: readonly (readonly [number, number, number])[];
  /** What black and white are to the network. @default [0, 1] */
  readonly inputRange?: readonly [number, number];
}
