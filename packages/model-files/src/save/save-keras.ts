import type { LayersModel } from "@tensorflow/tfjs-layers";

/**
 * Writes a model as the bytes of a `.keras` file for Keras 3 (checked with 3.5 and 3.15): `keras.saving.load_model`
 * gives the same network. Optimizer and loss are not written; notes of `model.setUserDefinedMetadata` are. To write a file in
 * Node, use `saveModel`.
 *
 * @throws {KerasFileError} naming the layer that Keras has no equivalent of.
 * @example
 * const file = new Blob([await saveKeras(model)]);
 */
export async function saveKeras(model: LayersModel): Promise<Uint8Array> {
  const { writeKeras } = await import("../keras/write/write-keras.ts");
  return writeKeras(model);
}
