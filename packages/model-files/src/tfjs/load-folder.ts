/// <reference types="node" />
import fs from "node:fs/promises";
import { join } from "node:path";
import { currentFolder } from "@faceseg/core/node";
import { io, tidy } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { ModelFileError } from "../model-file-error.ts";
import { buildFromTopology } from "./build-from-topology.ts";

const MODEL = "model.json";
const MAX_MODEL_BYTES = 2 ** 26;
const BYTES: Readonly<Record<string, number>> = {
  float32: 4,
  int32: 4,
  float16: 2,
  uint16: 2,
  uint8: 1,
  bool: 1,
};

/**
 * Loads what `saveModel` or another tfjs saved; the model predicts bit for bit what the saved one did, and is not
 * compiled. Nothing outside the folder is read, and nothing is allocated that the files do not fill.
 *
 * @throws ModelFileError naming the file that is missing, damaged or cut off, or whose weights are not finite.
 * @example
 * const model = await loadModel("runs/unet/best");
 */
export async function loadModel(folder: string): Promise<LayersModel> {
  const place = currentFolder(folder);
  const file = join(place, MODEL);
  const { modelTopology, userDefinedMetadata, weightsManifest } = parseModel(
    file,
    await read(file, MAX_MODEL_BYTES),
  );
  const weightSpecs = weightsManifest.flatMap((group) => group.weights);
  const names = weightsManifest.flatMap((group) => group.paths);
  const paths = names.map((path) => join(place, path));
  const expected = weightSpecs.reduce((sum, spec) => sum + byteLength(file, spec), 0);
  const weights = await readAll(paths, expected);
  if (weights.length !== expected) {
    throw new ModelFileError(
      file,
      `Expected ${paths.join(", ")} to hold the ${expected} bytes of weights that ${file} lists, ` +
        `found ${weights.length}: cut off, or from another model`,
    );
  }
  try {
    const values = weightSpecs.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
    const model = await buildFromTopology(modelTopology, values);
    try {
      setWeights(model, new Uint8Array(weights).buffer, weightSpecs);
    } catch (error) {
      model.dispose();
      throw error;
    }
    if (userDefinedMetadata) model.setUserDefinedMetadata(userDefinedMetadata);
    return model;
  } catch (cause) {
    throw new ModelFileError(
      file,
      `Expected ${file} to describe a layers model: ${(cause as Error).message}`,
      { cause },
    );
  }
}

function setWeights(model: LayersModel, data: ArrayBuffer, specs: io.WeightsManifestEntry[]): void {
  tidy(() => {
    const tensors = io.decodeWeights(data, specs);
    for (const [name, tensor] of Object.entries(tensors)) {
      const values = tensor.dtype === "float32" ? tensor.dataSync<"float32">() : [];
      const bad = values.findIndex((value) => !Number.isFinite(value));
      if (bad >= 0) throw new Error(`expected finite weights, found ${values[bad]} in "${name}" at ${bad}`);
    }
    model.loadWeights(tensors, true);
  });
}

/** The files end to end; stops at the first that makes them longer than `most` bytes, before it is read. */
async function readAll(paths: readonly string[], most: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for (const path of paths) {
    const part = await read(path, most - length);
    parts.push(part);
    length += part.length;
  }
  return Buffer.concat(parts);
}

async function read(path: string, most: number): Promise<Uint8Array> {
  try {
    const found = await fs.stat(path);
    // A device or a pipe may never end.
    if (!found.isFile()) throw new ModelFileError(path, `Expected a file at ${path}, found something else`);
    if (found.size > most) {
      throw new ModelFileError(path, `Expected ${path} to have at most ${most} bytes, found ${found.size}`);
    }
    return await fs.readFile(path);
  } catch (cause) {
    if (cause instanceof ModelFileError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    const found = code === "ENOENT" ? "no such file" : (cause as Error).message;
    throw new ModelFileError(path, `Expected a saved model's file at ${path}, found ${found}`, { cause });
  }
}

type Manifest = { paths: string[]; weights: io.WeightsManifestEntry[] }[];

function parseModel(file: string, content: Uint8Array) {
  let json: Partial<io.ModelJSON> | null;
  try {
    json = JSON.parse(new TextDecoder().decode(content));
  } catch (cause) {
    throw new ModelFileError(file, `Expected ${file} to be JSON, found it damaged or cut off`, { cause });
  }
  const { modelTopology, weightsManifest, userDefinedMetadata } = json ?? {};
  if (!isObject(modelTopology) || !isManifest(weightsManifest)) {
    throw new ModelFileError(
      file,
      `Expected ${file} to have \`modelTopology\` and \`weightsManifest\`, as tfjs's layers models do`,
    );
  }
  for (const path of weightsManifest.flatMap(({ paths }) => paths)) {
    if (/^([/\\]|[A-Za-z]:)|(^|[/\\])\.\.([/\\]|$)|\0/.test(path)) {
      const found = JSON.stringify(path);
      throw new ModelFileError(file, `Expected ${file} to name files of its own folder, found ${found}`);
    }
  }
  return { modelTopology, weightsManifest, ...(isObject(userDefinedMetadata) && { userDefinedMetadata }) };
}

const isObject = (value: unknown): value is { [key: string]: unknown } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function isManifest(value: unknown): value is Manifest {
  const isEntry = (entry: unknown) =>
    isObject(entry) &&
    typeof entry["name"] === "string" &&
    typeof entry["dtype"] === "string" &&
    Array.isArray(entry["shape"]) &&
    entry["shape"].every((length) => Number.isSafeInteger(length) && length >= 0);
  return (
    Array.isArray(value) &&
    value.every(
      (group) =>
        isObject(group) &&
        Array.isArray(group["paths"]) &&
        group["paths"].every((path) => typeof path === "string") &&
        Array.isArray(group["weights"]) &&
        group["weights"].every(isEntry),
    )
  );
}

function byteLength(file: string, { name, shape, dtype, quantization }: io.WeightsManifestEntry): number {
  const stored: unknown = quantization?.dtype ?? dtype;
  const width = typeof stored === "string" && Object.hasOwn(BYTES, stored) ? BYTES[stored] : undefined;
  if (width === undefined) {
    throw new ModelFileError(
      file,
      `Expected ${file} to have weights of ${Object.keys(BYTES).join(", ")}, found ${stored} for "${name}"`,
    );
  }
  return sizeOf(shape) * width;
}

const sizeOf = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1);
