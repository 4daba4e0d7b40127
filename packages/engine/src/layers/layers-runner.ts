import type { LayersModelLike, ModelMetadata } from "@faceseg/model-files";
import { loadTfjs } from "../backend/load-tfjs.ts";
import type { Engine } from "../engines/engine.ts";
import type { PredictorOptions } from "../predictor/predictor.ts";
import type { Runner } from "../predictor/runner.ts";
import { compiledRunner } from "./compiled-runner.ts";
import { eagerRunner } from "./eager-runner.ts";
import { inputSizeOf } from "./input-size.ts";
import { scoreNetwork } from "./score-network.ts";

/** Runs a layers model: compiled once for ONNX Runtime, or eagerly on a TensorFlow.js backend. */
export async function layersRunner(
  model: LayersModelLike,
  options: PredictorOptions & { readonly batchSize: number },
  notes: ModelMetadata,
  engine: Engine,
): Promise<Runner> {
  const { batchSize, inputSize, probabilities = false } = options;
  const size = inputSizeOf(model, inputSize, notes.inputSize);
  const network = await scoreNetwork(model, size, options);
  const tf = await loadTfjs("Predicting with a layers model");
  return engine.kind === "compiled"
    ? compiledRunner(tf, network, { size, batchSize, probabilities }, engine.session)
    : eagerRunner(tf, network, size, engine.backend);
}
