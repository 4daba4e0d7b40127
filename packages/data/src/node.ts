export { type CelebAMaskDataset, type CelebAMaskOptions, celebAMask } from "./node/celebamask.ts";
export { DataError, type DataProblem } from "./node/data-error.ts";
export type { Finding, FindingCode } from "./node/inspect/finding.ts";
export { type FormatInspectionOptions, formatInspection } from "./node/inspect/format-inspection.ts";
export {
  type Inspection,
  type InspectOptions,
  inspectDataset,
  type SplitInspection,
} from "./node/inspect/inspect-dataset.ts";
export { lapa } from "./node/lapa.ts";
export { loadSharp } from "./node/load-sharp.ts";
export { openDataset } from "./node/open-dataset.ts";
export { type Coding, readLabels } from "./node/read-labels.ts";
export { readPicture } from "./node/read-picture.ts";
export { saveLabelMap, savePicture } from "./node/save.ts";
