export { type CelebAMaskDataset, type CelebAMaskOptions, celebAMask } from "./datasets/node/celebamask.ts";
export type { Finding, FindingCode } from "./datasets/node/inspect/finding.ts";
export { type FormatInspectionOptions, formatInspection } from "./datasets/node/inspect/format-inspection.ts";
export {
  type Inspection,
  type InspectOptions,
  inspectDataset,
  type SplitInspection,
} from "./datasets/node/inspect/inspect-dataset.ts";
export { lapa } from "./datasets/node/lapa.ts";
export { openDataset } from "./datasets/node/open-dataset.ts";
