/** What a model's file says about the model, as `exportOnnx(model, { metadata })` writes it. */
export interface ModelMetadata {
  /** Names of the classes, by id. */
  readonly classes?: readonly string[];
  /** Colors of the classes, by id: [red, green, blue] in 0..255. */
  readonly colors?: readonly (readonly [number, number, number])[];
  /** The values that the network takes for black and for white. @default [0, 1] */
  readonly inputRange?: readonly [number, number];
}
