export { DataError, type DataProblem } from "./node/data-error.ts";
export { loadSharp } from "./node/load-sharp.ts";
export { readDataFile } from "./node/read-data-file.ts";
export {
  decodeFile,
  type ImageFile,
  type OpenedImage,
  openImage,
  type ReadImageOptions,
  readImage,
} from "./node/read-image.ts";
export { type Coding, ownCoding, readLabels } from "./node/read-labels.ts";
export { saveImage, saveLabelMap } from "./node/save.ts";
