import type { ModelMetadata } from "../notes/model-metadata.ts";
import { parseMetadata } from "../notes/parse-metadata.ts";
import type { LayersModelLike, LoadedModel } from "./model-source.ts";

/**
 * What a model's file says about it; for a `tf.LayersModel`, what `model.setUserDefinedMetadata` was given.
 *
 * @throws {ModelFileError} for a note that is not what it must be.
 */
export function metadataOf(model: LayersModelLike | LoadedModel): ModelMetadata {
  if ("kind" in model) return model.metadata;
  return parseMetadata((model.getUserDefinedMetadata?.() ?? {}) as Record<string, unknown>);
}
