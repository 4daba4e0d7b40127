export { DataError, type DataProblem } from "./node/data-error.ts";
export { decodeFile, type PictureFile } from "./node/decode-image.ts";
export { loadSharp } from "./node/load-sharp.ts";
export { readBytes } from "./node/read-bytes.ts";
export { openPicture, readPicture } from "./node/read-image.ts";
export { type Coding, ownCoding, readLabels } from "./node/read-labels.ts";
export { saveLabelMap, savePicture } from "./node/save.ts";
