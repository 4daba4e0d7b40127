import { ready } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { KerasFileError } from "../../errors/keras-file-error.ts";
import { type Hdf5File, readHdf5 } from "../../hdf5/hdf5-file.ts";
import { isZip } from "../../hdf5/hdf5-signature.ts";
import { stringAttribute } from "../../hdf5/string-list.ts";
import { parseJson } from "../../json/parse-json.ts";
import { openArchive } from "../../zip/open-archive.ts";
import { archiveNotes } from "../archive-notes.ts";
import { checkBytes } from "../weights/check-bytes.ts";
import { keras3Weights } from "../weights/keras3-weights.ts";
import { legacyWeights } from "../weights/legacy-weights.ts";
import { buildModel } from "./build-model.ts";

/**
 * Reads a Keras model with its weights: a `.keras` archive (Keras 3, or 2.13 and later), or a whole model saved as
 * `.h5` by Keras 2 or 3. Functional and Sequential models are read, with nested models and shared layers; they compute
 * what Keras computes, in float32 even where Keras used float16. Notes that `saveKeras` wrote are the model's again.
 *
 * @throws {KerasFileError} naming the layer and the setting that is not supported, or for bytes that are no such file,
 * are damaged, or hold weights that do not fit the layers or are not finite.
 */
export async function readKeras(bytes: Uint8Array): Promise<LayersModel> {
  checkBytes(bytes);
  await ready();
  if (!isZip(bytes)) return readHdf5(bytes, readLegacy);
  const { config, weights, metadata } = openArchive(bytes);
  const parsed = parseJson(config, "config.json of the .keras archive");
  const notes = archiveNotes(metadata);
  const model = await readHdf5(weights, (file) => buildModel(parsed, keras3Weights(file)));
  if (notes) model.setUserDefinedMetadata(notes);
  return model;
}

function readLegacy(file: Hdf5File): LayersModel {
  const config = stringAttribute(file, "/", "model_config");
  if (config === undefined) {
    throw new KerasFileError(
      "Expected a whole model in the .h5 file (an attribute `model_config`), found none; for weights alone, build the model and use `loadKerasWeights(model, bytes)`",
    );
  }
  const parsed = parseJson(config, "`model_config` of the .h5 file");
  return buildModel(parsed, legacyWeights(file, "/model_weights/"));
}
