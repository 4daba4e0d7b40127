import { randomUUID } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { saveKeras as saveBytes } from "./save-keras.ts";

/**
 * Like `saveKeras` of the main entry, into a file. It is written under another name beside it and then renamed, so
 * that there is never half a file; one that was there is replaced.
 *
 * @throws KerasFileError naming the layer that Keras has no like of.
 * @example
 * await saveKeras(model, "unet.keras");
 */
export async function saveKeras(model: LayersModel, path: string | URL): Promise<void> {
  const target = path instanceof URL ? fileURLToPath(path) : path;
  // Keras loads no file of another name.
  if (!target.endsWith(".keras")) {
    throw new RangeError(`Expected \`path\` to end in .keras, got ${target}; ${target}.keras would do`);
  }
  const bytes = await saveBytes(model);
  const part = `${target}.${randomUUID()}.part`;
  try {
    await writeFile(part, bytes);
    await rename(part, target);
  } finally {
    await rm(part, { force: true });
  }
}
