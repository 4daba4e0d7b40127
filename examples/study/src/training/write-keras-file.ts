import { basename } from "node:path";
import { KerasFileError } from "@faceseg/model-files";
import { loadLayersModel, saveModel } from "@faceseg/model-files/node";

/**
 * Writes a saved model again beside its folder, as `<folder>.keras`.
 *
 * @returns the name of the file; null for a network with a layer that Keras does not have.
 */
export async function writeKerasFile(modelFolder: string): Promise<string | null> {
  const model = await loadLayersModel(modelFolder);
  try {
    await saveModel(model, `${modelFolder}.keras`);
    return basename(`${modelFolder}.keras`);
  } catch (error) {
    if (error instanceof KerasFileError) return null;
    throw error;
  } finally {
    model.dispose();
  }
}
