export { loadWeights, type NodeLoadReport } from "./weights/load-weights-node.ts";
