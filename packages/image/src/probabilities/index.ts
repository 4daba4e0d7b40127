export { argmax } from "./argmax.ts";
export { averageProbabilities } from "./average-probabilities.ts";
export { flipProbabilities } from "./flip-probabilities.ts";
export type { ProbabilityShape } from "./probability-shape.ts";
export { resizeProbabilities } from "./resize-probabilities.ts";
