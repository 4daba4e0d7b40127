/// <reference types="node" />

import { replaceFolder } from "@faceseg/core/node";
import { io } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";

const MODEL = "model.json";
const WEIGHTS = "weights.bin";

/**
 * Saves a model as TensorFlow.js's `model.json` and `weights.bin`, which every tfjs reads. A model that is already
 * there stays whole until the new one is complete.
 *
 * @throws when the folder holds anything but a model.
 * @example
 * await saveModel(model, "runs/unet/best");
 */
export async function saveModel(model: LayersModel, folder: string): Promise<void> {
  await model.save(
    io.withSaveHandler(async (artifacts) => {
      const { modelTopology, format, generatedBy, convertedBy, userDefinedMetadata } = artifacts;
      const weightsManifest = [{ paths: [WEIGHTS], weights: artifacts.weightSpecs }];
      const json = { format, generatedBy, convertedBy, modelTopology, userDefinedMetadata, weightsManifest };
      await replaceFolder(folder, {
        [WEIGHTS]: new Uint8Array(io.CompositeArrayBuffer.join(artifacts.weightData)),
        [MODEL]: JSON.stringify(json),
      });
      return { modelArtifactsInfo: io.getModelArtifactsInfoForJSON(artifacts) };
    }),
  );
}
