export { type CelebAMaskDataset, type CelebAMaskOptions, celebAMask } from "./node/celebamask.ts";
export { DataError } from "./node/data-error.ts";
export { lapa } from "./node/lapa.ts";
export { openDataset } from "./node/open-dataset.ts";
export { type Coding, readLabels } from "./node/read-labels.ts";
export { readPicture } from "./node/read-picture.ts";
export { saveLabelMap, savePicture } from "./node/save.ts";
