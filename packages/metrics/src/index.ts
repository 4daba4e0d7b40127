export { ConfusionMatrix, type ConfusionMatrixJSON, type UpdateOptions } from "./confusion-matrix.ts";
export { type Counts, ignoreId } from "./counts.ts";
export { type MeanOptions, meanDice, meanF1, meanIou, meanOf, meanPrecision, meanRecall } from "./means.ts";
export { frequencyWeightedIou, pixelAccuracy } from "./overall.ts";
export { dice, f1, iou, precision, recall } from "./per-class.ts";
export { type PictureCounts, total } from "./picture-counts.ts";
