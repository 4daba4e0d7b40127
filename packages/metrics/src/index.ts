export {
  type BootstrapOptions,
  type BootstrapResult,
  bootstrap,
} from "./bootstrap.ts";
export {
  type BoundaryMatches,
  type BoundaryMatchOptions,
  boundaryF1,
  boundaryMatches,
} from "./boundary-f1.ts";
export {
  type BoundaryCounts,
  type BoundaryOptions,
  boundaryCounts,
  boundaryIou,
  dilationRatios,
} from "./boundary-iou.ts";
export { Calibration, type CalibrationJSON } from "./calibration.ts";
export {
  classwiseCalibrationError,
  expectedCalibrationError,
  type ReliabilityBin,
  reliabilityCurve,
} from "./calibration-scores.ts";
export { ConfusionMatrix, type ConfusionMatrixJSON, type UpdateOptions } from "./confusion-matrix.ts";
export { type Counts, ignoreId, type Overlaps } from "./counts.ts";
export { type Distribution, type DistributionOptions, distribution, quantile } from "./distribution.ts";
export { hausdorff95 } from "./hausdorff.ts";
export { holm } from "./holm.ts";
export { type ImageCounts, total } from "./image-counts.ts";
export {
  boundaryMatchTable,
  boundaryTable,
  confusionTable,
  type ImageOf,
  type ImageTable,
  imageTable,
  overlapTable,
  totalOf,
} from "./image-table.ts";
export type { Difference, Interval } from "./intervals.ts";
export { leftRightConfusion } from "./left-right.ts";
export type { MapOptions } from "./map-pair.ts";
export { type MeanOptions, meanDice, meanF1, meanIou, meanOf, meanPrecision, meanRecall } from "./means.ts";
export { frequencyWeightedIou, pixelAccuracy } from "./overall.ts";
export { overlapsOf } from "./overlaps.ts";
export { type SizeGroup, type SizeOptions, scoresBySize } from "./part-size.ts";
export { dice, f1, iou, precision, recall } from "./per-class.ts";
export { type TrimapOptions, trimapCounts } from "./trimap.ts";
