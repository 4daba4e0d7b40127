export { colorCoding, idCoding } from "./node/codings.ts";
export { DataError, type DataProblem } from "./node/data-error.ts";
export { loadSharp } from "./node/load-sharp.ts";
export { type ImageFile, type OpenedImage, openImage } from "./node/open-image.ts";
export { readDataFile } from "./node/read-data-file.ts";
export { decodeFile, type ReadImageOptions, readImage } from "./node/read-image.ts";
export {
  type Coding,
  type ColorCoding,
  type ReadLabelsOptions,
  readLabels,
  type ValueCoding,
} from "./node/read-labels.ts";
export { saveImage, saveLabelMap } from "./node/save.ts";
