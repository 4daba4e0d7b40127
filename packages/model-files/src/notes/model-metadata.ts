/** What a model's file says about the model, as `exportOnnx(model, { metadata })` writes it. */
export interface ModelMetadata {
  /** Name of the taxonomy of its classes. */
  readonly taxonomy?: string;
  /** Names of the classes, by id. One name alone is that of a model with one channel. */
  readonly classes?: readonly string[];
  /** Colors of the classes, by id: [red, green, blue] in 0..255. */
  readonly colors?: readonly (readonly [number, number, number])[];
  /** The ids that a mirror exchanges. */
  readonly mirrorPairs?: readonly (readonly [number, number])[];
  /** The values that the network takes for black and for white. @default [0, 1] */
  readonly inputRange?: readonly [number, number];
  /** Mean of red, green and blue in [0, 1], subtracted from the image. */
  readonly mean?: readonly [number, number, number];
  /** Standard deviation of red, green and blue in [0, 1], by which the image is divided. */
  readonly std?: readonly [number, number, number];
  /** The order of the input's channels. @default "rgb" */
  readonly channelOrder?: "rgb" | "bgr";
  /** The size at which a network that leaves it open was trained. */
  readonly inputSize?: {
    /** Width in pixels. */
    readonly width: number;
    /** Height in pixels. */
    readonly height: number;
  };
}
