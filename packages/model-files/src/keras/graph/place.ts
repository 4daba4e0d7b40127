/** A layer's place in a model: as Keras 3 counts it, and by names. */
export interface Place {
  /** Such as `layers/functional/layers/conv2d_1`. */
  readonly path: string;
  /** Names from the outermost nested model down to the layer, without the model itself. */
  readonly names: readonly string[];
}
