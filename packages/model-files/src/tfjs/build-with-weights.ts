import { io, tidy } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { ModelFileError } from "../errors/model-file-error.ts";
import { buildFromTopology } from "./build-from-topology.ts";
import { valuesOf, type WeightSpec } from "./weight-specs.ts";

/**
 * Builds a network and gives it its weights. After an error nothing of it stays in memory.
 *
 * @throws {ModelFileError} where the topology is no layers model, weights are missing or too many, or not finite.
 */
export async function buildWithWeights(
  topology: object,
  specs: readonly WeightSpec[],
  weights: Uint8Array,
): Promise<LayersModel> {
  try {
    const { model, made } = await buildFromTopology(topology, valuesOf(specs));
    try {
      setWeights(model, specs, weights);
      const needed = new Set(model.weights);
      for (const weight of made) if (!needed.has(weight)) weight.dispose();
      countOnce(model);
      return model;
    } catch (error) {
      for (const weight of made) weight.dispose();
      throw error;
    }
  } catch (cause) {
    throw cause instanceof ModelFileError ? cause : unbuildable(cause as Error);
  }
}

/** TensorFlow.js counts each call of a layer as an owner, but a model disposes its layers once. */
function countOnce(model: LayersModel): void {
  for (const layer of model.layers) {
    (layer as unknown as { _refCount: number })._refCount = 1;
    if ("layers" in layer) countOnce(layer as unknown as LayersModel);
  }
}

function setWeights(model: LayersModel, specs: readonly WeightSpec[], weights: Uint8Array): void {
  tidy(() => {
    const { buffer } = weights.byteLength === weights.buffer.byteLength ? weights : weights.slice();
    const tensors = io.decodeWeights(buffer as ArrayBuffer, [...specs]);
    for (const [name, tensor] of Object.entries(tensors)) {
      if (tensor.dtype === "float32") checkFinite(name, tensor.dataSync<"float32">());
    }
    model.loadWeights(tensors, true);
  });
}

function checkFinite(name: string, values: Float32Array): void {
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return;
  throw new ModelFileError(
    `Expected finite weights, found ${values[bad]} in ${JSON.stringify(name)} at ${bad}`,
  );
}

function unbuildable(cause: Error): ModelFileError {
  const layer = /^Unknown layer: (\S+?)\.? This may be due to/.exec(cause.message)?.[1];
  return new ModelFileError(
    layer === undefined
      ? `Expected a layers model, found one that TensorFlow.js refuses: ${cause.message}`
      : `Expected layers that TensorFlow.js knows, found ${layer}; first import the package that registers it: ` +
          '"@faceseg/backbones" for networks of @faceseg',
    { cause },
  );
}
