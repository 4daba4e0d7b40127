import type { layers } from "@tensorflow/tfjs-layers";
import { KerasFileError } from "../../errors/keras-file-error.ts";
import type { JsonObject } from "../../json/parse-json.ts";
import type { LayerKind } from "../kinds/layer-kind.ts";
import { layerKinds } from "../kinds/layer-kinds.ts";
import { Unfit } from "../settings/unfit.ts";
import { camelCase } from "./read-layer.ts";

/** Class and config in Keras of a layer of tfjs. */
export function writeLayer(layer: layers.Layer): { kind: LayerKind; config: Record<string, unknown> } {
  const className = layer.getClassName();
  const given = { ...(layer.getConfig() as unknown as JsonObject) };
  if (className === "DepthwiseConv2D") {
    // tfjs puts the regularizer here.
    const { depthwiseConstraint } = layer as unknown as { depthwiseConstraint: object | null };
    given["depthwiseConstraint"] = depthwiseConstraint ? depthwiseConstraint.constructor.name : null;
  }
  const kind = layerKinds.find(
    ({ keras, tfjs = keras, ifTfjs }) => tfjs === className && (ifTfjs?.(given) ?? true),
  );
  if (kind === undefined) {
    const known = [...new Set(layerKinds.map(({ keras, tfjs = keras }) => tfjs))];
    throw new KerasFileError(
      `The layer ${layer.name} is a ${className}, which cannot be written for Keras; supported are ${known.join(", ")}`,
    );
  }
  const settings = kind.fromTfjs?.(given) ?? given;
  const config: Record<string, unknown> = { name: layer.name, dtype: "float32" };
  // Some layers of Keras cannot be told, as they have nothing to train.
  if (layer.weights.length > 0) config["trainable"] = layer.trainable;
  for (const [key, setting] of Object.entries(kind.settings)) {
    const name = setting.tfjs === null ? undefined : (setting.tfjs ?? camelCase(key));
    // tfjs forgets some settings in its configs (`depthMultiplier` of SeparableConv2D), but the layer has them.
    const value = name && (settings[name] ?? (layer as unknown as Record<string, unknown>)[name]);
    try {
      const written = setting.write(value);
      if (written !== undefined) config[key] = written;
    } catch (error) {
      if (!(error instanceof Unfit)) throw error;
      throw new KerasFileError(
        `Expected \`${camelCase(key)}\` of the layer ${layer.name} (${className}), to be written for Keras, to be ${error.message}`,
      );
    }
  }
  return { kind, config };
}
