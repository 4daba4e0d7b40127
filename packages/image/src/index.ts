export type { Batch, Batches } from "./batch.ts";
export { adjustColor, type ColorAdjustment, recolorImage } from "./color/adjust-color.ts";
export { fromOklab, type Oklab, toOklab } from "./color/oklab.ts";
export { type Color, parseColor, type Rgb } from "./color/parse-color.ts";
export { affine, affineMove, compose, type Matrix } from "./geometry/affine.ts";
export { flipHorizontal } from "./geometry/flip.ts";
export { type MirrorPairs, mirrorIds } from "./geometry/mirror.ts";
export { resize, resizeImage, resizeLabels } from "./geometry/resize.ts";
export { type View, viewMatrix } from "./geometry/view.ts";
export { type Move, type Points, warp } from "./geometry/warp.ts";
export type { LabeledImage, LabelMap, RgbImage } from "./image.ts";
export { boxMean } from "./labels/box-mean.ts";
export { colorize, ignoreColor } from "./labels/colorize.ts";
export { type FillHolesOptions, fillHoles } from "./labels/fill-holes.ts";
export { type GuidedRefineOptions, guidedRefine } from "./labels/guided-refine.ts";
export { type KeepLargestOptions, keepLargest, partIds, partPieces } from "./labels/keep-largest.ts";
export { type RemoveIslandsOptions, removeIslands } from "./labels/remove-islands.ts";
export { argmax } from "./probabilities/argmax.ts";
export { averageProbabilities } from "./probabilities/average-probabilities.ts";
export { flipProbabilities } from "./probabilities/flip-probabilities.ts";
export type { ProbabilityShape } from "./probabilities/probability-shape.ts";
export { resizeProbabilities } from "./probabilities/resize-probabilities.ts";
export { createRandom, type Random } from "./random.ts";
export { type Size, toSize } from "./size.ts";
export { checkSize, defaultMaxPixels } from "./sources/check-size.ts";
export type {
  BatchTensor,
  Drawable,
  DrawableBitmap,
  DrawableCanvas,
  EncodedImage,
  ImageSource,
  ImageTensor,
  RawImage,
} from "./sources/image-source.ts";
export { type Box, type Fit, place, toInput } from "./sources/place.ts";
export { type Decode, type ReadImagesOptions, readImages } from "./sources/read-images.ts";
export { canonicalNames } from "./taxonomy/canonical-names.ts";
export { classColor } from "./taxonomy/class-color.ts";
export { type ClassDefinition, createTaxonomy, type TaxonomyDefinition } from "./taxonomy/create-taxonomy.ts";
export { type ClassTable, mapTaxonomy } from "./taxonomy/map-taxonomy.ts";
export { mirrorPairsOf, type NamedClass } from "./taxonomy/mirror-pairs.ts";
export { type ClassesFile, parseClasses } from "./taxonomy/parse-classes.ts";
export { celebAMask19, lapa11 } from "./taxonomy/ready-taxonomies.ts";
export { type FaceClass, ignoreId, type Taxonomy } from "./taxonomy/taxonomy.ts";
export { type TaxonomyNotes, taxonomyFromNotes, taxonomyNotes } from "./taxonomy/taxonomy-notes.ts";
