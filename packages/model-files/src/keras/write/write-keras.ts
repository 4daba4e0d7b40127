import type { LayersModel } from "@tensorflow/tfjs-layers";
import { zipSync } from "fflate";
import { type Hdf5Array, writeHdf5 } from "../../hdf5/write-hdf5.ts";
import { notesKey } from "../archive-notes.ts";
import { placeLayers } from "../graph/place-layers.ts";
import { writeConfig } from "./write-config.ts";

/** The first release of Keras whose layout this is. */
const kerasVersion = "3.5.0";

/**
 * Writes a model as a `.keras` archive for Keras 3 (checked with 3.5 and 3.15): `keras.saving.load_model` gives the same
 * network. Optimizer and loss are not written; notes of `model.setUserDefinedMetadata` are, where Keras ignores them.
 *
 * @throws KerasFileError naming the layer that Keras has no like of.
 * @example
 * await writeFile("unet.keras", await saveKeras(model));
 */
export async function writeKeras(model: LayersModel): Promise<Uint8Array> {
  const config = writeConfig(model);
  const arrays: Hdf5Array[] = [];
  for (const { layer, place } of placeLayers(model, () => "Functional")) {
    for (const [index, weight] of layer.weights.entries()) {
      const data = (await weight.read().data()) as Float32Array;
      arrays.push({ path: `${place.path}/vars/${index}`, shape: weight.shape as number[], data });
    }
  }
  // As Keras writes it: 2026-11-24@02:55:58, but in UTC.
  const date = new Date(Date.now()).toISOString().slice(0, 19).replace("T", "@");
  const notes = model.getUserDefinedMetadata();
  const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  const files = {
    "metadata.json": json({
      keras_version: kerasVersion,
      date_saved: date,
      ...(notes && { [notesKey]: notes }),
    }),
    "config.json": json(config),
    // Keras 3.5 asks for the model's own weights, of which it has none.
    "model.weights.h5": await writeHdf5(["vars"], arrays),
  };
  return zipSync(files, { level: 0, mtime: new Date(1980, 0, 1) });
}
