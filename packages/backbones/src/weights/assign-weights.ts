import { checksumMismatch, orMissing, required, sha256Of, validateSha256 } from "@faceseg/core";
import * as tf from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { matchWeights } from "./match-weights.ts";

/** Which layers of a weight file were loaded. */
export interface LoadReport {
  /** Layers of the model whose weights now come from the file, in the order of computation. */
  readonly loaded: readonly string[];
  /** Layers of the file that no encoder layer of the model uses, such as `Conv_1`. */
  readonly unused: readonly string[];
}

/** Loads the weights of a Keras file into `model`: all that belong there, or none. Bytes have no `file`. */
export async function assignWeights(
  model: LayersModel,
  bytes: Uint8Array,
  file: string | undefined,
  sha256: string | undefined,
): Promise<LoadReport> {
  const name = file ?? "the bytes";
  if (sha256 !== undefined) {
    validateSha256(sha256);
    const found = await sha256Of(bytes);
    if (found !== sha256.toLowerCase()) throw new Error(checksumMismatch(name, sha256, found));
  }
  // An optional peer: networks that never load pretrained weights do without it and its HDF5 library.
  const { KerasFileError, readH5Weights } = required(
    await import("@faceseg/model-files").catch(orMissing("@faceseg/model-files")),
    "@faceseg/model-files",
    "Loading weights from a Keras file",
  );
  const layers = await readH5Weights(bytes).catch((error: unknown) => {
    if (!(error instanceof KerasFileError) || file === undefined) throw error;
    throw new KerasFileError(error.message, { file, cause: error });
  });
  const { pairs, loaded, unused } = matchWeights(model, layers, name);
  tf.tidy(() => {
    for (const { variable, weight } of pairs) variable.write(tf.tensor(weight.data, [...weight.shape]));
  });
  return { loaded, unused };
}
