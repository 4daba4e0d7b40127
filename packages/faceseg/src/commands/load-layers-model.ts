import "@faceseg/backbones";
import { stat } from "node:fs/promises";
import { loadKeras, loadModel } from "@faceseg/model-files/node";
import type { LayersModel } from "@tensorflow/tfjs-layers";

/**
 * A model that can be changed and exported: a folder with `model.json`, or a `.keras` or `.h5` file.
 *
 * @throws for an ONNX file, which holds a graph without layers.
 */
export async function loadLayersModel(path: string): Promise<LayersModel> {
  const isFolder = (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
  if (isFolder) return loadModel(path);
  if (path.endsWith("model.json")) return loadModel(path.slice(0, -"model.json".length) || ".");
  if (/\.(keras|h5)$/.test(path)) return loadKeras(path);
  throw new Error(`Expected ${path} to be a folder with model.json, or a .keras or .h5 file`);
}
