export { DataError, type DataProblem } from "./node/data-error.ts";
export { decodeFile, type ImageFile } from "./node/decode-image.ts";
export { loadSharp } from "./node/load-sharp.ts";
export { readBytes } from "./node/read-bytes.ts";
export { openImage, readImage } from "./node/read-image.ts";
export { type Coding, ownCoding, readLabels } from "./node/read-labels.ts";
export { saveImage, saveLabelMap } from "./node/save.ts";
