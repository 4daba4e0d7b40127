import { ModelFileError } from "../errors/model-file-error.ts";
import { checkWeightPath } from "../files/check-weight-path.ts";
import { isObject, type JsonObject } from "../json/parse-json.ts";
import { checkNoKeras } from "./check-no-keras.ts";
import { areWeightSpecs, type WeightSpec } from "./weight-specs.ts";

const maxBytes = 2 ** 26;

/** A `model.json`, checked as far as it can be without its weights. */
export interface ModelJson {
  /** The network, in the words of TensorFlow.js. */
  readonly modelTopology: JsonObject;
  /** The weights, in the order of their bytes. */
  readonly weightSpecs: readonly WeightSpec[];
  /** Files with the weights' bytes, end to end. */
  readonly paths: readonly string[];
  /** The notes that were saved with the model. */
  readonly userDefinedMetadata?: JsonObject;
}

/**
 * Parses a `model.json`.
 *
 * @throws {ModelFileError} for anything but a layers model of TensorFlow.js whose weights lie in its own folder.
 */
export function parseModelJson(content: Uint8Array): ModelJson {
  if (content.length > maxBytes) {
    throw new ModelFileError(`Expected a model.json of at most ${maxBytes} bytes, found ${content.length}`);
  }
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(content));
  } catch (cause) {
    throw new ModelFileError("Expected JSON, found it damaged or cut off", { cause });
  }
  const { format, modelTopology, weightsManifest, userDefinedMetadata } = isObject(json) ? json : {};
  checkNoKeras(json);
  checkFormat(format);
  if (!isObject(modelTopology) || !isManifest(weightsManifest)) {
    throw new ModelFileError(
      "Expected `modelTopology` and `weightsManifest`, as TensorFlow.js's layers models have them",
    );
  }
  const paths = weightsManifest.flatMap((group) => group.paths);
  const seen = new Set<string>();
  for (const path of paths) {
    checkWeightPath(path);
    // One file named many times would fill the memory.
    if (seen.size === seen.add(path).size) {
      throw new ModelFileError(`Expected each file of weights once, found ${JSON.stringify(path)} twice`);
    }
  }
  const weightSpecs = weightsManifest.flatMap(({ weights }) => weights);
  return { modelTopology, weightSpecs, paths, ...(isObject(userDefinedMetadata) && { userDefinedMetadata }) };
}

/** @throws {ModelFileError} for a graph model, which has no layers. */
export function checkFormat(format: unknown): void {
  if (format !== "graph-model") return;
  throw new ModelFileError(
    "Expected a layers model of TensorFlow.js, found a graph model; convert it to ONNX",
  );
}

function isManifest(value: unknown): value is { paths: string[]; weights: WeightSpec[] }[] {
  const isGroup = (group: unknown) => {
    const { paths, weights } = Object(group) as Record<string, unknown>;
    return Array.isArray(paths) && paths.every((path) => typeof path === "string") && areWeightSpecs(weights);
  };
  return Array.isArray(value) && value.every(isGroup);
}
