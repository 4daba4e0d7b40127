export type { Callback, CallbackState, Run } from "./callbacks/callback.ts";
export { type EarlyStoppingOptions, earlyStopping } from "./callbacks/early-stopping.ts";
export { gradualUnfreezing, type UnfreezingStage } from "./callbacks/gradual-unfreezing.ts";
export { learningRateScheduler } from "./callbacks/learning-rate-scheduler.ts";
export type { MonitorMode } from "./callbacks/monitor.ts";
export { type ProgressLoggerOptions, progressLogger } from "./callbacks/progress-logger.ts";
export { type ReduceLrOnPlateauOptions, reduceLrOnPlateau } from "./callbacks/reduce-lr-on-plateau.ts";
export {
  constantSchedule,
  type OneCycleOptions,
  oneCycle,
  type PolyOptions,
  poly,
  type Schedule,
  type StepDecayOptions,
  stepDecay,
  type WarmupCosineOptions,
  warmupCosine,
} from "./callbacks/schedules.ts";
export type { NamedArray, NamedArrays, RunState, RunStore } from "./checkpoint/run-store.ts";
export { describeModel, type LayerDescription, type ModelDescription } from "./diagnose/describe-model.ts";
export { type DryRun, type DryRunOptions, dryRun, dryRunTable } from "./diagnose/dry-run.ts";
export type { MemoryEstimate } from "./diagnose/estimate-memory.ts";
export {
  type LearningRateFinderOptions,
  type LearningRates,
  learningRateFinder,
} from "./diagnose/learning-rate-finder.ts";
export type { LogEvent } from "./diagnose/log-event.ts";
export { MemoryLimitError } from "./diagnose/memory-limit.ts";
export { NonFiniteError, type NonFiniteStep } from "./diagnose/non-finite.ts";
export { type Overfit, type OverfitOptions, overfitOneBatch } from "./diagnose/overfit-one-batch.ts";
export { fit, type History } from "./fit.ts";
export type { FitOptions } from "./loop/fit-options.ts";
export { type BoundaryLossOptions, boundaryLoss } from "./losses/boundary/boundary-loss.ts";
export {
  type ClassWeightOptions,
  type ClassWeightRule,
  classWeights,
  countPixels,
  type PixelCounts,
} from "./losses/class-weights.ts";
export type { Loss } from "./losses/loss.ts";
export { diceLoss } from "./losses/overlap/dice-loss.ts";
export { generalizedDiceLoss } from "./losses/overlap/generalized-dice-loss.ts";
export { jaccardLoss } from "./losses/overlap/jaccard-loss.ts";
export { lovaszSoftmaxLoss } from "./losses/overlap/lovasz-softmax-loss.ts";
export type { OverlapLossOptions } from "./losses/overlap/overlap.ts";
export { type TverskyLossOptions, tverskyLoss } from "./losses/overlap/tversky-loss.ts";
export type { PixelLossOptions } from "./losses/pixels.ts";
export { type CrossEntropyLossOptions, crossEntropyLoss } from "./losses/pixelwise/cross-entropy-loss.ts";
export { type FocalLossOptions, focalLoss } from "./losses/pixelwise/focal-loss.ts";
export {
  type OhemCrossEntropyLossOptions,
  ohemCrossEntropyLoss,
} from "./losses/pixelwise/ohem-cross-entropy-loss.ts";
export { type LossTerm, weightedSumLoss } from "./losses/weighted-sum-loss.ts";
export { type AdamOptions, adam } from "./optimizers/adam.ts";
export { type AdamWOptions, adamW } from "./optimizers/adam-w.ts";
export { type ClipGradientsOptions, clipGradients } from "./optimizers/clip-gradients.ts";
export {
  decoupledWeightDecay,
  kernelsOnly,
  type WeightDecay,
  type WeightDecayRule,
} from "./optimizers/decoupled-weight-decay.ts";
export {
  type ExponentialMovingAverageOptions,
  exponentialMovingAverage,
} from "./optimizers/exponential-moving-average.ts";
export { type LearningRateGroup, learningRateGroups } from "./optimizers/learning-rate-groups.ts";
export type { Optimizer, Update, UpdateInputs } from "./optimizers/optimizer.ts";
export { type RmspropOptions, rmsprop } from "./optimizers/rmsprop.ts";
export { type SgdOptions, sgd } from "./optimizers/sgd.ts";
export { ChangedSettingsError } from "./settings/changed-settings-error.ts";
export type { SettingsChange } from "./settings/compare-settings.ts";
export type { Configured } from "./settings/configured.ts";
export type { JsonObject, JsonValue } from "./settings/json.ts";
export type { Logs } from "./step/logs.ts";
export type { StatisticsRule } from "./step/statistics-rule.ts";
