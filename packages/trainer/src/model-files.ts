/// <reference types="node" />
import fs from "node:fs/promises";
import { join } from "node:path";
import { io } from "@tensorflow/tfjs-core";
import { type LayersModel, loadLayersModel } from "@tensorflow/tfjs-layers";
import { currentFolder, replaceFolder } from "./atomic-write.ts";

const MODEL = "model.json";
const WEIGHTS = "weights.bin";
const BYTES: Readonly<Record<string, number>> = {
  float32: 4,
  int32: 4,
  float16: 2,
  uint16: 2,
  uint8: 1,
  bool: 1,
};

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

/**
 * Loads what `saveModel` or another tfjs saved; the model predicts bit for bit what the saved one did, and is not
 * compiled.
 *
 * @throws naming the file that is missing, damaged or cut off.
 * @example
 * const model = await loadModel("runs/unet/best");
 */
export async function loadModel(folder: string): Promise<LayersModel> {
  const place = currentFolder(folder);
  const file = join(place, MODEL);
  const { modelTopology, userDefinedMetadata, weightsManifest } = parseModel(file, await read(file));
  const weightSpecs = weightsManifest.flatMap((group) => group.weights);
  const paths = weightsManifest.flatMap((group) => group.paths).map((path) => join(place, path));
  const weights = Buffer.concat(await Promise.all(paths.map(read)));
  const expected = weightSpecs.reduce((sum, spec) => sum + byteLength(file, spec), 0);
  if (weights.length !== expected) {
    throw new Error(
      `Expected ${paths.join(", ")} to hold the ${expected} bytes of weights that ${file} lists, ` +
        `found ${weights.length}: cut off, or from another model`,
    );
  }
  const weightData = new Uint8Array(weights).buffer;
  const artifacts = {
    modelTopology,
    weightSpecs,
    weightData,
    ...(userDefinedMetadata && { userDefinedMetadata }),
  };
  try {
    return await loadLayersModel(io.fromMemory(artifacts));
  } catch (cause) {
    throw new Error(`Expected ${file} to describe a layers model: ${(cause as Error).message}`, { cause });
  }
}

async function read(path: string): Promise<Uint8Array> {
  try {
    return await fs.readFile(path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const found = code === "ENOENT" ? "no such file" : (cause as Error).message;
    throw new Error(`Expected a saved model's file at ${path}, found ${found}`, { cause });
  }
}

function parseModel(file: string, content: Uint8Array): io.ModelJSON {
  let json: Partial<io.ModelJSON>;
  try {
    json = JSON.parse(new TextDecoder().decode(content));
  } catch (cause) {
    throw new Error(`Expected ${file} to be JSON, found it damaged or cut off`, { cause });
  }
  if (!json?.modelTopology || !Array.isArray(json.weightsManifest)) {
    throw new Error(
      `Expected ${file} to have \`modelTopology\` and \`weightsManifest\`, as tfjs's layers models do`,
    );
  }
  return json as io.ModelJSON;
}

function byteLength(file: string, { name, shape, dtype, quantization }: io.WeightsManifestEntry): number {
  const stored = quantization?.dtype ?? dtype;
  const width = BYTES[stored];
  if (width === undefined) {
    throw new Error(
      `Expected ${file} to have weights of ${Object.keys(BYTES).join(", ")}, found ${stored} for "${name}"`,
    );
  }
  return shape.reduce((product, length) => product * length, width);
}
