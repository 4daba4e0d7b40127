/// <reference types="node" />
import { replaceFolder } from "@faceseg/core/node";
import type { LayersModel } from "@tensorflow/tfjs-layers";

/** Saves a model as TensorFlow.js's `model.json` and `weights.bin`, which every TensorFlow.js reads. */
export async function saveTfjsFolder(model: LayersModel, folder: string): Promise<void> {
  const { io } = await import("@tensorflow/tfjs-core");
  const handler = io.withSaveHandler(async (artifacts) => {
    const { modelTopology, format, generatedBy, convertedBy, userDefinedMetadata } = artifacts;
    const weightsManifest = [{ paths: ["weights.bin"], weights: artifacts.weightSpecs }];
    const json = { format, generatedBy, convertedBy, modelTopology, userDefinedMetadata, weightsManifest };
    await replaceFolder(folder, {
      "weights.bin": new Uint8Array(io.CompositeArrayBuffer.join(artifacts.weightData)),
      "model.json": JSON.stringify(json),
    });
    return { modelArtifactsInfo: io.getModelArtifactsInfoForJSON(artifacts) };
  });
  await model.save(handler);
}
