import type { layers } from "@tensorflow/tfjs-layers";
import { KerasFileError } from "../../errors/keras-file-error.ts";
import { isObject, type JsonObject, show } from "../../json/parse-json.ts";
import type { LayerKind } from "../kinds/layer-kind.ts";
import { layerKinds } from "../kinds/layer-kinds.ts";
import { Unfit } from "../settings/unfit.ts";

/** Settings of every layer, which are read elsewhere or say nothing about what it computes. */
const common = new Set([
  "name",
  "trainable",
  "dtype",
  "batch_input_shape",
  "batch_shape",
  "input_dtype",
  "shared_object_id",
]);
const floats = ["float32", "mixed_float16", "float16", "mixed_bfloat16", "bfloat16", "float64"];

/** The kind of a layer of a Keras file. */
export function findKind(name: string, className: string, module: unknown, config: JsonObject): LayerKind {
  const ofLayers = module === undefined || /^keras(\.layers|\.src\.layers\..*)?$/.test(String(module));
  const kind = layerKinds.find(
    ({ keras, make, module: own, ifKeras }) =>
      make &&
      keras === className &&
      (own === undefined ? ofLayers : own === module) &&
      (ifKeras?.(config) ?? true),
  );
  if (kind) return kind;
  const known = [
    ...new Set(layerKinds.filter(({ make }) => make).map(({ keras }) => keras)),
    "Functional",
    "Sequential",
  ];
  throw new KerasFileError(
    `The layer ${name} is a ${ofLayers ? className : `${module}.${className}`}, which is not supported; supported are ${known.join(", ")}`,
  );
}

/** Makes the layer of a Keras file, without its weights. */
export function readLayer(kind: LayerKind, name: string, config: JsonObject): layers.Layer {
  const fail = (error: unknown, setting: string): never => {
    if (!(error instanceof Unfit)) throw error;
    throw new KerasFileError(
      `Expected \`${setting}\` of the layer ${name} (${kind.keras}) to be ${error.message}`,
    );
  };
  const args: Record<string, unknown> = { name, trainable: config["trainable"] !== false };
  checkDtype(name, kind.keras, config["dtype"]);
  for (const [key, value] of Object.entries(config)) {
    if (common.has(key)) continue;
    const setting = Object.hasOwn(kind.settings, key) ? kind.settings[key] : undefined;
    if (setting === undefined) {
      // Later versions of Keras add settings that are off.
      if (value === null || value === false) continue;
      throw new KerasFileError(
        `The layer ${name} (${kind.keras}) has the setting \`${key}\` = ${show(value)}, which is not supported`,
      );
    }
    try {
      const read = setting.read(value);
      if (setting.tfjs !== null && read !== undefined) args[setting.tfjs ?? camelCase(key)] = read;
    } catch (error) {
      fail(error, key);
    }
  }
  try {
    if (kind.make === undefined) throw new Error("it is only written");
    return kind.make(args);
  } catch (error) {
    throw new KerasFileError(
      `The layer ${name} (${kind.keras}) cannot be made: ${(error as Error).message}`,
      {
        cause: error,
      },
    );
  }
}

/** Weights and sums are float32 here, whatever floats Keras used. */
export function checkDtype(name: string, className: string, dtype: unknown): void {
  const policy = isObject(dtype) && isObject(dtype["config"]) ? dtype["config"]["name"] : dtype;
  if (policy === undefined || policy === null || floats.includes(String(policy))) return;
  throw new KerasFileError(
    `Expected the dtype of the layer ${name} (${className}) to be ${floats.join(", ")}, found ${show(policy)}`,
  );
}

/** `kernel_size` is `kernelSize` in tfjs. */
export const camelCase = (key: string) => key.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
