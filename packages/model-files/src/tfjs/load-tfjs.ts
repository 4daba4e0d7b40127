import { io, ready } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { inFile, ModelFileError } from "../errors/model-file-error.ts";
import type { Files } from "../files/files.ts";
import { isObject, type JsonObject } from "../json/parse-json.ts";
import type { ArtifactsLike } from "./artifacts.ts";
import { buildWithWeights } from "./build-with-weights.ts";
import { checkFormat, parseModelJson } from "./parse-model-json.ts";
import { readWeights } from "./read-weights.ts";
import { areWeightSpecs, bytesOf } from "./weight-specs.ts";

/**
 * Loads a `model.json` with the weights beside it. Nothing outside its folder is read, and nothing is allocated that
 * the files do not fill.
 *
 * @throws {ModelFileError} naming the file.
 */
export async function loadModelJson(
  content: Uint8Array,
  address: string,
  files: Files,
): Promise<LayersModel> {
  try {
    const json = parseModelJson(content);
    const addresses = json.paths.map((path) => files.beside(address, path));
    const weights = await readWeights(addresses, bytesOf(json.weightSpecs), files);
    return await build(json.modelTopology, json.weightSpecs, weights, json.userDefinedMetadata);
  } catch (error) {
    throw inFile(address, error);
  }
}

/**
 * Loads a model from TensorFlow.js's artifacts in memory, under the same checks as one from files.
 *
 * @throws {ModelFileError} for artifacts that are no layers model, or whose weights do not fit.
 */
export async function loadArtifacts(artifacts: ArtifactsLike): Promise<LayersModel> {
  const { format, modelTopology, weightSpecs, weightData, userDefinedMetadata } = artifacts;
  checkFormat(format);
  if (!isObject(modelTopology) || !areWeightSpecs(weightSpecs)) {
    throw new ModelFileError(
      "Expected `modelTopology` and `weightSpecs`, as TensorFlow.js's layers models have them",
    );
  }
  const weights = joined(weightData);
  const length = bytesOf(weightSpecs);
  if (weights.length !== length) {
    throw new ModelFileError(`Expected ${length} bytes in \`weightData\`, found ${weights.length}`);
  }
  return build(
    modelTopology,
    weightSpecs,
    weights,
    isObject(userDefinedMetadata) ? userDefinedMetadata : undefined,
  );
}

async function build(
  topology: JsonObject,
  specs: Parameters<typeof buildWithWeights>[1],
  weights: Uint8Array<ArrayBufferLike>,
  metadata: JsonObject | undefined,
): Promise<LayersModel> {
  await ready();
  const model = await buildWithWeights(topology, specs, weights);
  if (metadata) model.setUserDefinedMetadata(metadata);
  return model;
}

/** Artifacts hold their weights as one buffer or several. */
function joined(data: unknown): Uint8Array {
  const isBuffer = (value: unknown) =>
    ArrayBuffer.isView(value) || Object.prototype.toString.call(value) === "[object ArrayBuffer]";
  if (![data].flat().every(isBuffer)) {
    throw new ModelFileError(
      "Expected `weightData` to be an ArrayBuffer or a list of them, found something else",
    );
  }
  return new Uint8Array(io.CompositeArrayBuffer.join(data as ArrayBuffer | ArrayBuffer[]));
}
