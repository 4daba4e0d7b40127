export { affine, compose, type Matrix } from "./affine.ts";
export { type AugmentOptions, augment } from "./augment.ts";
export { operations as augmentations } from "./augmentation/operations.ts";
export type { AugmentKind, AugmentStep } from "./augmentation/step.ts";
export {
  argmax,
  averageProbabilities,
  flipProbabilities,
  type ProbabilityShape,
  resizeProbabilities,
} from "./averaging/index.ts";
export type { Batch } from "./batch.ts";
export { type Batches, type BatchesOptions, batches } from "./batches.ts";
export { adjustColor, type ColorAdjustment } from "./color.ts";
export { colorize, ignoreColor } from "./colorize.ts";
export { flipHorizontal } from "./flip.ts";
export { leftRightSwapped, repairLeftRight } from "./left-right.ts";
export { type CutMixOptions, cutMix } from "./mix/cut-mix.ts";
export type { Mix } from "./mix/mix.ts";
export { type MixUpOptions, mixUp } from "./mix/mix-up.ts";
export type { LabelledPicture, LabelMap, Picture } from "./picture.ts";
export {
  type FillHolesOptions,
  fillHoles,
  type GuidedRefineOptions,
  guidedRefine,
  type KeepLargestOptions,
  keepLargest,
  partPieces,
  type RemoveIslandsOptions,
  removeIslands,
} from "./postprocess/index.ts";
export type { BadSample } from "./quarantine.ts";
export { createRandom, type Random } from "./random.ts";
export { remember } from "./remember.ts";
export { resize, resizeLabels, resizePicture } from "./resize.ts";
export * from "./robustness/index.ts";
export type { Dataset, Sample } from "./sample.ts";
export { type Size, toSize } from "./size.ts";
export { type FaceDescription, type SyntheticFaces, syntheticFaces } from "./synthetic/index.ts";
export { classes, type FaceClass, ignoreId, mirrorPairs } from "./taxonomy.ts";
export type { Transform } from "./transform.ts";
