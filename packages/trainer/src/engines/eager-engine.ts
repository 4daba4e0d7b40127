import { eagerClassifier } from "./classifier.ts";
import type { LoadedEngine } from "./loaded-engine.ts";
import { TfjsEngine } from "./tfjs-engine.ts";

/** Eager training on an initialised TensorFlow.js backend. */
export const eagerEngine = (name: string, backend: string, detail: string): LoadedEngine => ({
  detail,
  train: (plan) => new TfjsEngine(plan, name, backend),
  classify: (network, request) => eagerClassifier(network, request, backend),
});
