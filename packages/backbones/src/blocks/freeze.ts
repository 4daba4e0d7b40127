import type { LayersModel } from "@tensorflow/tfjs-layers";
import { mobileNetV2LayerNames } from "../encoders/mobilenet-v2-layers.ts";
import { vgg16LayerNames } from "../encoders/vgg16.ts";

/**
 * What training leaves alone: nothing, all of the backbone, or only the batch normalizations of the backbone, whose
 * statistics small batches would spoil.
 */
export type Freeze = "none" | "backbone" | "backbone-bn";

/** Names of the layers of every backbone that have weights. */
export function backboneLayerNames(): ReadonlySet<string> {
  const vgg16 = vgg16LayerNames();
  return new Set([...mobileNetV2LayerNames(), ...vgg16, ...vgg16.map((name) => `${name}_BN`)]);
}

/**
 * Sets `trainable` of every backbone layer of `model`; other layers stay as they are. A trainer that heeds frozen batch
 * normalization (tfjs-layers' own does not) runs it on its moving statistics.
 *
 * @example
 * const unet = freezeBackbone(buildUnet(options), "backbone");
 * await fit(unet, { train, epochs: 3 }); // the decoder alone
 * await fit(freezeBackbone(unet, "none"), { train, epochs: 7 }); // or in one run, with gradualUnfreezing
 */
export function freezeBackbone(model: LayersModel, freeze: Freeze): LayersModel {
  const names = backboneLayerNames();
  for (const layer of model.layers) {
    if (!names.has(layer.name)) continue;
    const frozen = freeze === "backbone" || (freeze === "backbone-bn" && isNormalization(layer));
    layer.trainable = !frozen;
  }
  return model;
}

const isNormalization = (layer: LayersModel["layers"][number]) =>
  layer.getClassName() === "BatchNormalization";
