import type { LayersModel } from "@tensorflow/tfjs-layers";
import { mobileNetV2LayerNames } from "../encoders/mobilenet-v2-layers.ts";
import { vgg16LayerNames } from "../encoders/vgg16.ts";

/** The legal values of the option `freeze`. */
export const freezeChoices = ["none", "encoder", "encoder-batch-normalization"] as const;

/**
 * Which layers training does not change: none, the whole encoder, or only the encoder's batch normalizations, whose
 * statistics small batches would spoil.
 */
export type Freeze = (typeof freezeChoices)[number];

/** Names of the layers of every encoder that have weights. */
function encoderLayerNames(): ReadonlySet<string> {
  const vgg16 = vgg16LayerNames();
  return new Set([...mobileNetV2LayerNames(), ...vgg16, ...vgg16.map((name) => `${name}_BN`)]);
}

/**
 * Sets `trainable` of every encoder layer of `model`; other layers stay as they are. `@faceseg/trainer` runs a frozen
 * batch normalization on its moving statistics; the `fit` of tfjs-layers does not.
 *
 * @returns The same model.
 * @example
 * const unet = freezeEncoder(buildUnet(options), "encoder");
 * await fit(unet, { train, epochs: 3 }); // trains the decoder only
 * await fit(freezeEncoder(unet, "none"), { train, epochs: 7 }); // or in one run, with gradualUnfreezing
 */
export function freezeEncoder(model: LayersModel, freeze: Freeze): LayersModel {
  const names = encoderLayerNames();
  for (const layer of model.layers) {
    if (!names.has(layer.name)) continue;
    const frozen =
      freeze === "encoder" || (freeze === "encoder-batch-normalization" && isNormalization(layer));
    layer.trainable = !frozen;
  }
  return model;
}

const isNormalization = (layer: LayersModel["layers"][number]) =>
  layer.getClassName() === "BatchNormalization";
