export * from "@faceseg/model-files";
export { fromDisk } from "./node/disk-files.ts";
export { loadLayersModel, loadModel } from "./node/load-model.ts";
export { saveModel } from "./node/save-model.ts";
