export { feather } from "./result/feather.ts";
export { type MaskMeasures, maskOf, measureMask, type Point } from "./result/mask.ts";
export { outlines, type Ring } from "./result/outlines.ts";
export { type OverlayOptions, overlay, type PaintOptions, paint } from "./result/paint.ts";
export { type RecolorOptions, recolor } from "./result/recolor.ts";
export type { AnyImage, CanvasImage, RgbaImage } from "./result/rgba.ts";
export { labelsAt, type ScoreMap, scoresAt } from "./result/score-map.ts";
export {
  type Part,
  type PartName,
  type RecolorPartOptions,
  Segmentation,
  type SegmentationData,
} from "./result/segmentation.ts";
export { createSegmenter } from "./segment/create-segmenter.ts";
export type { ClassNames, ClassOptions } from "./segment/known-classes.ts";
export type { PostProcess, Segmenter, SegmentOptions } from "./segment/segmenter.ts";
export type { SegmenterOptions } from "./segment/segmenter-options.ts";
