export type { DatasetOptions } from "./datasets/node/find-dataset.ts";
export type { Finding, FindingCode } from "./datasets/node/inspect/finding.ts";
export { type FormatInspectionOptions, formatInspection } from "./datasets/node/inspect/format-inspection.ts";
export {
  type Inspection,
  type InspectOptions,
  inspectDataset,
  type SplitInspection,
} from "./datasets/node/inspect/inspect-dataset.ts";
export { type CelebAMaskCodingName, celebAMaskCodings } from "./datasets/node/layouts/celebamask-coding.ts";
export { type MaskKind, maskKinds } from "./datasets/node/masks/choose-coding.ts";
export {
  type CelebAMaskDataset,
  type CelebAMaskOptions,
  celebAMask,
  type FolderDatasetOptions,
  folderDataset,
  lapa,
  openDataset,
} from "./datasets/node/open-dataset.ts";
export { readClasses } from "./datasets/node/read-classes.ts";
