/** A model in memory, as TensorFlow.js hands it to a save handler. */
export interface ArtifactsLike {
  /** `"layers-model"`; graph models are refused. */
  readonly format?: unknown;
  /** The network. */
  readonly modelTopology?: unknown;
  /** Name, shape and type of each weight, in the order of `weightData`. */
  readonly weightSpecs?: unknown;
  /** The weights' bytes: an ArrayBuffer, or several. */
  readonly weightData?: unknown;
  /** The notes that were saved with the model. */
  readonly userDefinedMetadata?: unknown;
}
