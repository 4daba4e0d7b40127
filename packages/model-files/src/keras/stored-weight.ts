/** A weight in a file, not yet read. */
export interface StoredWeight {
  /** Where it is, for messages. */
  readonly path: string;
  readonly shape: readonly number[];
  read(): Float32Array;
}

/** A layer's place in a model: as Keras 3 counts it, and by names. */
export interface Place {
  /** `layers/functional/layers/conv2d_1` */
  readonly path: string;
  /** The layer's names from the outermost model inwards, the model itself excepted. */
  readonly names: readonly string[];
}

/** Finds the weights of a layer, in Keras's order. */
export type WeightSource = (place: Place) => readonly StoredWeight[];
