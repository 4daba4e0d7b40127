import { checkNumber } from "@faceseg/core";
import { type LayersModelLike, type LoadedModel, metadataOf } from "@faceseg/model-files";
import { chooseEngine } from "./engines/choose-engine.ts";
import type { Engine } from "./engines/engine.ts";
import type { EngineOptions } from "./engines/engine-options.ts";
import { providerName } from "./engines/execution-providers.ts";
import { messageOf } from "./engines/platform.ts";
import { layersRunner } from "./layers/layers-runner.ts";
import { onnxRunner } from "./onnx/onnx-runner.ts";
import { checkPredictorOptions } from "./predictor/check-options.ts";
import { inBatches } from "./predictor/in-batches.ts";
import type { Predictor, PredictorOptions } from "./predictor/predictor.ts";
import { imagePreparation } from "./predictor/prepare-images.ts";
import type { Runner } from "./predictor/runner.ts";

/**
 * Makes a model ready for inference, with its weights of this moment: later training does not change the predictor.
 *
 * @param model A `tf.LayersModel`, which stays the caller's, or what `loadModel` of `@faceseg/model-files` gives, which
 *   the predictor frees.
 * @throws {RangeError} for an option that is unknown or illegal, and where the model leaves open what an option must tell:
 *   its input size, its layout, what its scores are.
 * @throws {TypeError} for a model that does not segment RGB images.
 * @throws {ModelFileError} for notes of the model that cannot be used.
 * @throws {EngineUnavailableError} where no engine can run the model, or the one asked for is missing.
 * @example
 * const predictor = await createPredictor(model, { batchSize: 4 });
 * const ids = await predictor.predict(images); // Uint8Array, [4, height, width]
 */
export async function createPredictor(
  model: LayersModelLike | LoadedModel,
  options: PredictorOptions = {},
): Promise<Predictor> {
  const loaded = "kind" in model ? model : undefined;
  const free = loaded?.kind === "layers" ? loaded.dispose : () => {};
  try {
    checkPredictorOptions(options);
    const notes = metadataOf(model);
    const batchSize = checkNumber("batchSize", options.batchSize ?? 1, { min: 1, integer: true });
    const needs = loaded?.kind === "onnx" ? { compiledOnly: "an ONNX file" } : {};
    const { engine, result: runner } = await withEngine(options, needs, (engine) =>
      loaded?.kind === "onnx"
        ? onnxRunner(loaded, options, engine)
        : layersRunner(loaded?.model ?? (model as LayersModelLike), { ...options, batchSize }, notes, engine),
    );
    // A compiled graph has the weights in it; an eager one runs the model itself.
    if (engine.kind === "compiled") free();
    return toPredictor(runner, {
      engine: engine.chosen,
      batchSize: runner.fixedBatch ?? batchSize,
      prepare: imagePreparation(options, notes),
      givesProbabilities: options.probabilities ?? false,
      free: engine.kind === "compiled" ? () => {} : free,
    });
  } catch (error) {
    free();
    throw error;
  }
}

/**
 * Makes something on the engine that the options mean. An execution provider may run small graphs and fail for a large
 * one: then the ones after it have their turn.
 */
async function withEngine<T>(
  options: EngineOptions,
  needs: Parameters<typeof chooseEngine>[1],
  make: (engine: Engine) => Promise<T>,
): Promise<{ readonly engine: Engine; readonly result: T }> {
  const engine = await chooseEngine(options, needs);
  try {
    return { engine, result: await make(engine) };
  } catch (error) {
    if (engine.kind !== "compiled" || engine.untriedProviders.length === 0) throw error;
    const [failed = ""] = engine.session.executionProviders ?? [];
    const rest = { ...options, executionProviders: engine.untriedProviders };
    const { engine: next, result } = await withEngine(rest, needs, make);
    const reason = `${next.chosen.reason}; ${providerName(failed)}: ${messageOf(error).trim()}`;
    return { engine: { ...next, chosen: { ...next.chosen, reason } }, result };
  }
}

interface Settings extends Pick<Predictor, "engine" | "batchSize"> {
  readonly prepare: (images: Float32Array) => Float32Array;
  readonly givesProbabilities: boolean;
  readonly free: () => void;
}

function toPredictor(
  runner: Runner,
  { engine, batchSize, prepare, givesProbabilities, free }: Settings,
): Predictor {
  const { inputSize, numClasses, fixedBatch } = runner;
  const imageLength = inputSize.width * inputSize.height * 3;
  const batching = { imageLength, batchSize, isFixed: fixedBatch !== undefined };
  return {
    inputSize,
    numClasses,
    batchSize,
    engine,
    async predict(images) {
      const ids = await inBatches(prepare(images), batching, runner.ids, (batch) => batch);
      return ids.data;
    },
    async probabilities(images) {
      if (!givesProbabilities) {
        throw new Error(
          "Expected `createPredictor` to be called with `probabilities: true` before `probabilities` is",
        );
      }
      const { data, last } = await inBatches(
        prepare(images),
        batching,
        runner.probabilities,
        (batch) => batch.data,
      );
      return { ...last, data };
    },
    async dispose() {
      await runner.dispose();
      free();
    },
  };
}
