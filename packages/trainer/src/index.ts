export type { Batch, Batches } from "./batches.ts";
export type { Callback, CallbackState, JsonValue, Logs, NamedArrays, Run } from "./callbacks/callback.ts";
export { type EarlyStoppingOptions, earlyStopping } from "./callbacks/early-stopping.ts";
export { gradualUnfreezing } from "./callbacks/gradual-unfreezing.ts";
export {
  constant,
  learningRateScheduler,
  type Schedule,
  warmupCosine,
} from "./callbacks/learning-rate-scheduler.ts";
export type { Mode } from "./callbacks/monitor.ts";
export { type ProgressOptions, progress } from "./callbacks/progress.ts";
export { type ReduceLrOnPlateauOptions, reduceLrOnPlateau } from "./callbacks/reduce-lr-on-plateau.ts";
export { oneCycle, poly, stepDecay } from "./callbacks/schedules.ts";
export type { RunState, RunStore } from "./checkpoint/run-store.ts";
export {
  decodeSafetensors,
  encodeSafetensors,
  type Safetensors,
  SafetensorsError,
  type StoredTensor,
} from "./checkpoint/safetensors.ts";
export { describeModel, type LayerDescription, type ModelDescription } from "./diagnose/describe-model.ts";
export { type DryRun, type DryRunOptions, dryRun, dryRunTable } from "./diagnose/dry-run.ts";
export type { MemoryEstimate } from "./diagnose/estimate-memory.ts";
export {
  type LearningRateFinderOptions,
  type LearningRates,
  learningRateFinder,
} from "./diagnose/learning-rate-finder.ts";
export type { LogEvent } from "./diagnose/loss-watch.ts";
export { MemoryLimitError } from "./diagnose/memory-limit.ts";
export { NonFiniteError, type NonFiniteStep } from "./diagnose/non-finite.ts";
export { type Overfit, type OverfitOptions, overfitOneBatch } from "./diagnose/overfit-one-batch.ts";
export type { ChosenEngine, EngineName, EngineOptions } from "./engines/engine-options.ts";
export { EngineUnavailableError } from "./engines/loaded-engine.ts";
export { type EvaluateOptions, type Evaluation, evaluate } from "./evaluate.ts";
export { type FitOptions, fit, type History } from "./fit.ts";
export { dice, jaccard, type TverskyOptions, tversky } from "./losses/area-losses.ts";
export { type BoundaryOptions, boundary } from "./losses/boundary.ts";
export {
  type ClassWeightOptions,
  type ClassWeightRule,
  classWeights,
  countPixels,
  type PixelCounts,
} from "./losses/class-weights.ts";
export { type CrossEntropyOptions, crossEntropy } from "./losses/cross-entropy.ts";
export { type FocalOptions, focal } from "./losses/focal.ts";
export { generalizedDice } from "./losses/generalized-dice.ts";
export type { Loss } from "./losses/loss.ts";
export { lovaszSoftmax } from "./losses/lovasz-softmax.ts";
export { type OhemOptions, ohemCrossEntropy } from "./losses/ohem-cross-entropy.ts";
export type { OverlapOptions } from "./losses/overlap.ts";
export type { PixelOptions } from "./losses/pixels.ts";
export { weightedSum } from "./losses/weighted-sum.ts";
export { type AdamOptions, adam } from "./optimizers/adam.ts";
export { type AdamWOptions, adamW } from "./optimizers/adam-w.ts";
export { type ClipOptions, clipGradients } from "./optimizers/clip-gradients.ts";
export {
  decoupledWeightDecay,
  kernelsOnly,
  type WeightDecay,
} from "./optimizers/decoupled-weight-decay.ts";
export { ema } from "./optimizers/ema.ts";
export { type LearningRateGroup, learningRateGroups } from "./optimizers/learning-rate-groups.ts";
export type { Optimizer, UpdateInputs } from "./optimizers/optimizer.ts";
export { type RmspropOptions, rmsprop } from "./optimizers/rmsprop.ts";
export { type SgdOptions, sgd } from "./optimizers/sgd.ts";
export { createPredictor, type Predictor, type PredictorOptions } from "./predictor.ts";
