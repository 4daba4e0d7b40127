/** One class of a taxonomy. */
export interface FaceClass {
  /** Its id in label maps. */
  readonly id: number;
  /** Its name in results, legends and the segmenter's parts. */
  readonly name: string;
  /** The color in which it is drawn: red, green and blue, 0 to 255. */
  readonly color: readonly [number, number, number];
}

/** The classes that a data set tells apart. */
export interface Taxonomy {
  /** Its name in results and model files. */
  readonly name: string;
  /** The classes in order of id: `classes[id].id === id`. */
  readonly classes: readonly FaceClass[];
  /** The ids that a mirror exchanges, such as those of the left and the right eye. */
  readonly mirrorPairs: readonly (readonly [number, number])[];
  /** The id of pixels that count neither in the loss nor in the scores. */
  readonly ignoreId: number;
}

/** The id of pixels that count neither in the loss nor in the scores; the same in every taxonomy. */
export const ignoreId = 255;

/** The 11 classes of LaPa. Left and right are the viewer's: the left eye is the one on the image's left. */
export const lapa11: Taxonomy = Object.freeze({
  name: "lapa11",
  classes: Object.freeze<FaceClass[]>([
    { id: 0, name: "background", color: [0, 0, 0] },
    { id: 1, name: "skin", color: [204, 164, 133] },
    { id: 2, name: "left eyebrow", color: [76, 153, 0] },
    { id: 3, name: "right eyebrow", color: [128, 204, 0] },
    { id: 4, name: "left eye", color: [0, 128, 255] },
    { id: 5, name: "right eye", color: [0, 204, 255] },
    { id: 6, name: "nose", color: [255, 191, 0] },
    { id: 7, name: "upper lip", color: [255, 64, 64] },
    { id: 8, name: "inner mouth", color: [153, 0, 76] },
    { id: 9, name: "lower lip", color: [255, 128, 170] },
    { id: 10, name: "hair", color: [140, 82, 45] },
  ]),
  mirrorPairs: Object.freeze<[number, number][]>([
    [2, 3],
    [4, 5],
  ]),
  ignoreId,
});
