export type { Oklab } from "./color/oklab.ts";
export { fromOklab, toOklab } from "./color/oklab.ts";
export { type Color, parseColor, type Rgb } from "./color/parse-color.ts";
export { createSegmenter, type SegmenterOptions } from "./create-segmenter.ts";
export type { ClassNames } from "./model/classes.ts";
export type { ArtifactsLike, LayersModelLike, ModelSource } from "./model/model-source.ts";
export type { EngineOptions, RunningEngine } from "./network/network.ts";
export type {
  BatchTensor,
  Drawable,
  DrawableBitmap,
  DrawableCanvas,
  EncodedPicture,
  PictureSource,
  PictureTensor,
  RawPicture,
} from "./picture/picture-source.ts";
export type { Box, Fit } from "./picture/place.ts";
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
export type { PostProcess, Segmenter, SegmentOptions } from "./segmenter.ts";
