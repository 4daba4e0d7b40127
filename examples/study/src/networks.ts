// Holds the weights while a network is built and saved; the trainer computes elsewhere.
import "@tensorflow/tfjs-backend-cpu";
import { buildPspnet } from "@faceseg/pspnet";
import { buildSegnet } from "@faceseg/segnet";
import { buildUnet } from "@faceseg/unet";
import { env } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { Config, ModelName } from "./config.ts";

// Silences the advice to install another backend: the trainer does not compute with this one.
env().set("IS_TEST", true);

interface Network {
  /** As people write it. */
  readonly label: string;
  /** Whether it stands on MobileNetV2, so that `--weights` means something to it. */
  readonly onMobileNetV2: boolean;
  readonly build: (config: Config, numClasses: number) => LayersModel;
}

/** The networks that the study knows, by the name used in flags and file names. */
export const networks: Readonly<Record<ModelName, Network>> = Object.freeze({
  unet: {
    label: "U-Net",
    onMobileNetV2: true,
    build: (config, numClasses) => buildUnet({ ...common(config, numClasses), alpha: config.alpha }),
  },
  pspnet: {
    label: "PSPNet",
    onMobileNetV2: true,
    build: (config, numClasses) => buildPspnet({ ...common(config, numClasses), alpha: config.alpha }),
  },
  segnet: {
    label: "SegNet",
    onMobileNetV2: false,
    build: (config, numClasses) => buildSegnet(common(config, numClasses)),
  },
});

function common({ size, width, bnMomentum, seed }: Config, numClasses: number) {
  return {
    inputShape: [size, size, 3] as const,
    numClasses,
    width,
    bnMomentum,
    seed,
    variant: "study",
  } as const;
}
