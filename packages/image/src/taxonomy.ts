/** One class of the taxonomy: its id in label maps, its name, the RGB colour it is drawn in. */
export interface FaceClass {
  readonly id: number;
  readonly name: string;
  readonly color: readonly [number, number, number];
}

/** The 11 classes of LaPa, `classes[id].id === id`. Left and right are the viewer's: left is image-left. */
export const classes: readonly FaceClass[] = Object.freeze([
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
]);

/** The id of pixels that count neither in the loss nor in the scores. */
export const ignoreId = 255;

/** The ids that a mirror exchanges: eyebrows and eyes. */
export const mirrorPairs: readonly (readonly [number, number])[] = Object.freeze([
  [2, 3],
  [4, 5],
]);
