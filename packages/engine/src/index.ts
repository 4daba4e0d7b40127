export { onBackend } from "./backend/on-backend.ts";
export { withWeights } from "./backend/with-weights.ts";
export { createPredictor } from "./create-predictor.ts";
export { chooseEngine, type EngineNeeds } from "./engines/choose-engine.ts";
export type { CompiledEngine, EagerEngine, Engine, EngineKind } from "./engines/engine.ts";
export type { ChosenEngine, EngineName, EngineOptions } from "./engines/engine-options.ts";
export { EngineUnavailableError } from "./engines/engine-unavailable-error.ts";
export type {
  InputOptions,
  Normalization,
  OutputOptions,
  Predictor,
  PredictorOptions,
  Probabilities,
} from "./predictor/predictor.ts";
