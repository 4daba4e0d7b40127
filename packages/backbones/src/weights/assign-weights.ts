import { checksumMismatch, sha256Of, validateSha256 } from "@faceseg/core";
import * as tf from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { loadKerasPackage } from "./load-keras-package.ts";
import { matchWeights } from "./match-weights.ts";

/** What became of the layers of a weight file. */
export interface LoadReport {
  /** Layers of the model that have their weights from the file now, in the order of computation. */
  readonly loaded: readonly string[];
  /** Layers of the file that the model does not have, for instance `Conv_1`. */
  readonly unused: readonly string[];
}

/** Puts the weights in the bytes of a Keras file into `model`: all that belong there, or none. */
export async function assignWeights(
  model: LayersModel,
  bytes: Uint8Array,
  fileName: string,
  sha256: string | undefined,
): Promise<LoadReport> {
  if (sha256 !== undefined) {
    validateSha256(sha256);
    const found = await sha256Of(bytes);
    if (found !== sha256.toLowerCase()) throw new Error(checksumMismatch(fileName, sha256, found));
  }
  const { KerasFileError, readH5Weights } = await loadKerasPackage();
  const file = await readH5Weights(bytes).catch((error: unknown) => {
    throw error instanceof KerasFileError
      ? new KerasFileError(`${fileName}: ${error.message}`, { cause: error })
      : error;
  });
  const { pairs, loaded, unused } = matchWeights(model, file, fileName);
  tf.tidy(() => {
    for (const { variable, weight } of pairs) variable.write(tf.tensor(weight.data, [...weight.shape]));
  });
  return { loaded, unused };
}
