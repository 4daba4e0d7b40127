export { createResults, type NetworkInput, type ResultsInput } from "./create-results.ts";
export { type Evaluation, evaluationSchema, type Quality, qualitySchema } from "./evaluation-schema.ts";
export {
  type Combination,
  type ConditionResults,
  type Costs,
  combinationSchema,
  conditionSchema,
  costSchema,
  type PrecisionResults,
  precisionSchema,
  precisions,
} from "./measurement-schemas.ts";
export { parseJson, parseResults } from "./parse-json.ts";
export {
  type Architecture,
  architectureSchema,
  badSamplesSchema,
  type NetworkResults,
  networkSchema,
  type Results,
  resultsSchema,
  resultsVersion,
  type SplitFacts,
  type Training,
  trainingSchema,
} from "./results.ts";
export { firstIssue, ResultsError } from "./results-error.ts";
