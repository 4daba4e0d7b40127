export { loadKeras } from "./keras/load-keras-node.ts";
export { saveKeras } from "./keras/save-keras-node.ts";
export { fromDisk } from "./load/disk-files.ts";
export { loadModel } from "./tfjs/load-folder.ts";
export { saveModel } from "./tfjs/save-folder.ts";
