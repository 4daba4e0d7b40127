import { checkChoice } from "@faceseg/core";
import { buildPspnet, type PspnetOptions } from "@faceseg/pspnet";
import { buildSegnet, type SegnetOptions } from "@faceseg/segnet";
import { buildUnet, type UnetOptions } from "@faceseg/unet";
import type { LayersModel } from "@tensorflow/tfjs-layers";

/** The networks that `buildNetwork` builds. */
export const networkNames = ["unet", "pspnet", "segnet"] as const;

/** The name of a network. */
export type NetworkName = (typeof networkNames)[number];

/** The options of each network, by name. */
export interface NetworkOptionsByName {
  /** Options of `buildUnet`. */
  readonly unet: UnetOptions;
  /** Options of `buildPspnet`. */
  readonly pspnet: PspnetOptions;
  /** Options of `buildSegnet`. */
  readonly segnet: SegnetOptions;
}

type Builders = { readonly [Name in NetworkName]: (options: NetworkOptionsByName[Name]) => LayersModel };

const builders: Builders = { unet: buildUnet, pspnet: buildPspnet, segnet: buildSegnet };

/**
 * Builds a network by its name: from RGB in [0, 1], [batch, height, width, 3], to class probabilities,
 * [batch, height, width, numClasses]. Weights are random; nothing is downloaded.
 *
 * @throws {RangeError} for an unknown name, listing the known ones, and for an illegal option, naming the nearest legal
 * value.
 * @example
 * const unet = buildNetwork("unet", { inputShape: [256, 256, 3], numClasses: 11 });
 * unet.outputShape; //=> [null, 256, 256, 11]
 */
export function buildNetwork<Name extends NetworkName>(
  name: Name,
  options: NetworkOptionsByName[Name],
): LayersModel {
  checkChoice("name", name, networkNames);
  return builders[name](options);
}
