import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Taxonomy } from "@faceseg/image";
import { metadataOf } from "@faceseg/model-files";
import { loadLayersModel } from "@faceseg/model-files/node";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { buildNetwork, type NetworkName, type NetworkOptionsByName } from "../build-network.ts";

/** Layers that classify: their channels are the classes. */
const heads = ["logits", "classifier", "aux_classifier"];

/** What is fine-tuned. */
export interface FinetuneRequest {
  /** The network to build. */
  readonly network: NetworkName;
  /** Its options. */
  readonly options: NetworkOptionsByName[NetworkName];
  /** The classes of the data. */
  readonly taxonomy: Taxonomy;
}

/** A network with the weights of a trained model. */
export interface Finetuned {
  /** The network. */
  readonly model: LayersModel;
  /** What was done, for a person. */
  readonly message: string;
}

/**
 * The network that is asked for, with the weights of a trained model: a `.keras` file, a folder with `model.json`, or the
 * folder of a run. Where the model's classes are others, or in another order, the head keeps its new weights.
 *
 * @returns undefined where the file is none of these, and so holds weights of an encoder.
 * @throws {Error} where the model is of another network, so that most of its weights do not fit.
 */
export async function finetune(
  from: string,
  { network, options, taxonomy }: FinetuneRequest,
): Promise<Finetuned | undefined> {
  const file = await modelIn(from);
  if (file === undefined) return undefined;
  const trained = await loadLayersModel(file);
  const model = buildNetwork(network, options as never);
  const hasClasses = metadataOf(trained).classes?.join() === taxonomy.classes.map(({ name }) => name).join();
  const known = new Map(trained.weights.map((weight) => [weight.originalName, weight]));
  const fresh: string[] = [];
  for (const weight of model.weights) {
    const source = known.get(weight.originalName);
    const layer = weight.originalName.split("/")[0] as string;
    const fits = source?.shape.join() === weight.shape.join() && (hasClasses || !heads.includes(layer));
    if (source && fits) weight.write(source.read());
    else fresh.push(layer);
  }
  const kept = model.weights.length - fresh.length;
  trained.dispose();
  if (kept < 0.8 * model.weights.length) {
    const found = `${kept} of ${model.weights.length} weights that fit`;
    model.dispose();
    throw new Error(`${from}: Expected a model of ${network} with the same options, found ${found}`);
  }
  const layers = [...new Set(fresh)];
  const head =
    layers.length === 0
      ? "all of its weights fit"
      : `new weights for ${layers.join(", ")}, because ${hasClasses ? "they differ in shape" : "the model has other classes"}`;
  return { model, message: `Starting from ${from}: ${head}` };
}

/** The model in a file or folder; undefined for a file of weights, or a name. */
async function modelIn(from: string): Promise<string | undefined> {
  if (from.endsWith(".keras") || from.endsWith("model.json")) return from;
  const isFile = async (path: string) => (await stat(path).catch(() => undefined))?.isFile() ?? false;
  for (const folder of [from, join(from, "best")])
    if (await isFile(join(folder, "model.json"))) return folder;
  return undefined;
}
