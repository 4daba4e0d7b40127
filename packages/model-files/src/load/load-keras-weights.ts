import type { LayersModel } from "@tensorflow/tfjs-layers";

/**
 * Loads the weights of a Keras file into a model that has been built: from a legacy weight file or whole model
 * (`.h5`), by the names of the outermost layers; or from a `.weights.h5` or `.keras` of Keras 3, by the order of the
 * layers, so the model must be the same (with `tf.sequential` where Keras has Sequential). All weights are set or,
 * after an error, none.
 *
 * @param bytes The file.
 * @throws {KerasFileError} for a file that is damaged, lacks a weight or has another shape for it, or has a weight that
 * is not finite.
 * @example
 * await loadKerasWeights(buildUnet({ inputShape: [256, 256, 3], numClasses: 11 }), await readFile("unet.weights.h5"));
 */
export async function loadKerasWeights(model: LayersModel, bytes: Uint8Array): Promise<void> {
  const { assignWeights } = await import("../keras/weights/assign-weights.ts");
  await assignWeights(model, bytes);
}
