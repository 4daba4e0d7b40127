export { loadKeras } from "./load-keras-node.ts";
export { saveKeras } from "./save-keras-node.ts";
