import { basename } from "node:path";
import { KerasFileError } from "@faceseg/model-files";
import { loadModel, saveKeras } from "@faceseg/model-files/node";

/**
 * Writes a saved model once more beside its folder, as `<folder>.keras`.
 *
 * @returns the name of the file; null for a network of which Keras lacks a layer.
 */
export async function writeKerasFile(modelFolder: string): Promise<string | null> {
  const model = await loadModel(modelFolder);
  try {
    await saveKeras(model, `${modelFolder}.keras`);
    return basename(`${modelFolder}.keras`);
  } catch (error) {
    if (error instanceof KerasFileError) return null;
    throw error;
  } finally {
    model.dispose();
  }
}
