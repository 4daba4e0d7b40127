/** One class of a taxonomy. */
export interface FaceClass {
  /** Its id in label maps. */
  readonly id: number;
  /** Its name in results, legends and the segmenter's parts. */
  readonly name: string;
  /** The color in which it is drawn: red, green and blue, 0 to 255. */
  readonly color: readonly [number, number, number];
}

/** The classes that a data set tells apart. A model file, a segmentation and a report keep it. */
export interface Taxonomy {
  /** Its name in results and model files. */
  readonly name: string;
  /** The classes in order of id: `classes[id].id === id`. At least 2 and at most 255. */
  readonly classes: readonly FaceClass[];
  /** The ids that a mirror exchanges, such as those of the left and the right eye. */
  readonly mirrorPairs: readonly (readonly [number, number])[];
  /** The id of pixels that count neither in the loss nor in the scores: 255. */
  readonly ignoreId: number;
}

/** The id of pixels that count neither in the loss nor in the scores; the same in every taxonomy. */
export const ignoreId = 255;
