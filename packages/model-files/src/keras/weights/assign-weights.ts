import * as tf from "@tensorflow/tfjs-core";
import { type LayersModel, Sequential } from "@tensorflow/tfjs-layers";
import { KerasFileError } from "../../errors/keras-file-error.ts";
import { type Hdf5File, readHdf5 } from "../../hdf5/hdf5-file.ts";
import { isZip } from "../../hdf5/hdf5-signature.ts";
import { show } from "../../json/parse-json.ts";
import { openArchive } from "../../zip/open-archive.ts";
import { placeLayers } from "../graph/place-layers.ts";
import { checkBytes } from "./check-bytes.ts";
import { isKeras3, keras3Weights } from "./keras3-weights.ts";
import { checkUnmixed, legacyGroup, legacyWeights } from "./legacy-weights.ts";
import type { StoredWeight, WeightSource } from "./stored-weight.ts";

/**
 * Reads the weights of a Keras file into a model that has been built: a legacy weight file or whole model (`.h5`), by
 * the names of the outermost layers; or a `.weights.h5` or `.keras` of Keras 3, by the order of the layers, so that
 * the model must be the same (with `tf.sequential` where Keras has Sequential). All weights are set, or, after an error, none.
 *
 * @throws KerasFileError if the file is damaged, or lacks a weight or has another shape for it.
 * @example
 * await loadKerasWeights(buildUnet({ inputShape: [256, 256, 3], numClasses: 11 }), await readFile("unet.weights.h5"));
 */
export async function assignWeights(model: LayersModel, bytes: Uint8Array): Promise<void> {
  checkBytes(bytes);
  const hdf5 = isZip(bytes) ? openArchive(bytes).weights : bytes;
  await readHdf5(hdf5, (file) => {
    const places = [...placeLayers(model, classOf)];
    const source = sourceOf(
      file,
      places.map(({ place }) => place.names),
    );
    const pairs = places.flatMap(({ layer, place }) => {
      const stored = source(place);
      if (stored.length !== layer.weights.length) {
        throw new KerasFileError(
          `The layer ${layer.name} (${layer.getClassName()}) needs ${layer.weights.length} weights, but the file has ${stored.length} for it`,
        );
      }
      return layer.weights.map((weight, index) => ({ weight, stored: stored[index] as StoredWeight }));
    });
    for (const { weight, stored } of pairs) {
      if (show(weight.shape) !== show(stored.shape)) {
        throw new KerasFileError(
          `Expected ${stored.path} to be ${show(weight.shape)} for ${weight.originalName}, found ${show(stored.shape)}`,
        );
      }
    }
    const values = pairs.map(({ weight, stored }) => ({ weight, data: stored.read() }));
    tf.tidy(() => {
      for (const { weight, data } of values) weight.write(tf.tensor(data, weight.shape as number[]));
    });
  });
}

const classOf = (model: LayersModel) => (model instanceof Sequential ? "Sequential" : "Functional");

function sourceOf(file: Hdf5File, names: readonly (readonly string[])[]): WeightSource {
  if (isKeras3(file)) return keras3Weights(file);
  const group = legacyGroup(file);
  if (group === undefined) {
    throw new KerasFileError(
      "Expected Keras weights in the file (an attribute `layer_names`, or a group layers or model_weights), found none",
    );
  }
  checkUnmixed(names);
  return legacyWeights(file, group);
}
