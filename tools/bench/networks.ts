// Holds the weights while a network is built; and computes, slowly, for the engine "tfjs".
import "@tensorflow/tfjs-backend-cpu";
import { buildPspnet } from "@faceseg/pspnet";
import { buildSegnet } from "@faceseg/segnet";
import { buildUnet, type UnetOptions } from "@faceseg/unet";
import { env } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { NetworkName, Shape } from "./task.ts";

// Silences the advice to install another backend.
env().set("IS_TEST", true);

/** Classes of the study. */
export const numClasses = 11;

const builders: Readonly<Record<NetworkName, (options: UnetOptions) => LayersModel>> = {
  unet: buildUnet,
  pspnet: buildPspnet,
  segnet: buildSegnet,
};

/** A network with random weights; the builder checks `variant`. */
export function buildNetwork({ network, variant, size }: Shape): LayersModel {
  const form = variant as NonNullable<UnetOptions["variant"]>;
  return builders[network]({ inputShape: [size, size, 3], numClasses, variant: form, seed: 1 });
}
