export { type CombinationOptions, measureCombinations } from "./combinations/measure-combinations.ts";
export { Panel, type PanelOptions } from "./combinations/panel.ts";
export type { Decide, Recipe, View } from "./combinations/recipe.ts";
export {
  type ComparedNetwork,
  type ComparedRuns,
  type ComparedScore,
  type CompareRunsOptions,
  compareRuns,
} from "./compare/compare-runs.ts";
export { type Comparison, type Finding, type Unit, type Verdict, verdicts } from "./compare/finding.ts";
export { type FindingsOptions, findings, seedVariation, signOf } from "./compare/findings.ts";
export { combinationHypotheses, type Hypothesis, pairwise } from "./compare/hypothesis.ts";
export {
  boundaries,
  type Measure,
  type Measured,
  meanIouOf,
  occluded,
  occlusionChange,
  overall,
  unoccluded,
  weighted,
} from "./compare/measures.ts";
export { type BeatsOptions, beats, type CostName, type Test } from "./compare/test.ts";
export { type CommonTaxonomy, commonTaxonomy, isSameTaxonomy } from "./evaluate/common-taxonomy.ts";
export { type EvaluateOptions, evaluate } from "./evaluate/evaluate.ts";
export { type LatencyOptions, measureLatency } from "./evaluate/measure-latency.ts";
export { measurePrecision, type PrecisionOptions } from "./evaluate/measure-precision.ts";
export {
  type Evaluable,
  type ImagePredictor,
  type ImagePredictorOptions,
  imagePredictor,
  type Predict,
  type Prediction,
} from "./evaluate/predict.ts";
export * from "./results/index.ts";
export { measureRobustness, type RobustnessOptions } from "./robustness/measure-robustness.ts";
export { type Answer, Scorer, type ScorerOptions } from "./scores/scorer.ts";
export { extremes, imageScores, meanScores, type Scores, scoresOf, sumCounts } from "./scores/scores.ts";
