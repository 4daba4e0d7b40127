// Holds the weights while a network is built and saved; the trainer computes elsewhere.
import "@tensorflow/tfjs-backend-cpu";
import type { Freeze } from "@faceseg/backbones";
import { buildPspnet, type PspnetOptions } from "@faceseg/pspnet";
import { buildSegnet, type SegnetOptions } from "@faceseg/segnet";
import { buildUnet, type UnetOptions } from "@faceseg/unet";
import { env } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { Config } from "./config.ts";
import type { NetworkName } from "./network-names.ts";

// Silences the advice to install another backend: the trainer does not compute with this one.
env().set("IS_TEST", true);

export type Family = "unet" | "pspnet" | "segnet";

/** What a network of the study is, and how its training differs from that of the others. */
export interface Network {
  /** As people write it. */
  readonly label: string;
  readonly family: Family;
  /** The 2025 study's network, the paper's idea done right, or that with one thing changed. */
  readonly group: "study" | "default" | "ablation";
  /** What an ablation changes, and the network that it changes. */
  readonly changes?: { readonly of: NetworkName; readonly what: string };
  /** Whether it stands on MobileNetV2, so that `--weights` means something to it. */
  readonly onMobileNetV2: boolean;
  readonly training: Treatment;
  readonly build: (config: Config, numClasses: number, seed: number) => LayersModel;
}

/** Ways in which the data or the weights of one network are treated otherwise than those of the rest. */
export interface Treatment {
  /** Starts from random weights whatever `--weights` says. */
  readonly random?: boolean;
  /** Learns from label maps that were interpolated between ids, as the 2025 study's were. */
  readonly bilinearLabels?: boolean;
  /** Sees blue, green, red in training and in tests, as the 2025 study's networks did. */
  readonly bgr?: boolean;
}

type Own = Partial<UnetOptions & PspnetOptions & SegnetOptions>;

const names = { unet: "U-Net", pspnet: "PSPNet", segnet: "SegNet" } as const;
const builders = { unet: buildUnet, pspnet: buildPspnet, segnet: buildSegnet } as const;

function network(family: Family, variant: "study" | "default", own: Own = {}): Network {
  const ofStudy = variant === "study";
  const onMobileNetV2 = !(ofStudy && family === "segnet");
  return {
    label: ofStudy ? names[family] : `${names[family]} default`,
    family,
    group: variant,
    onMobileNetV2,
    training: {},
    build: ({ size, width, bnMomentum, alpha }, numClasses, seed) =>
      builders[family]({
        inputShape: [size, size, 3],
        numClasses,
        width,
        bnMomentum,
        seed,
        variant,
        ...(onMobileNetV2 && { alpha }),
        ...own,
      }),
  };
}

/** A default network with one thing changed. */
function ablation(
  family: Family,
  what: string,
  { training = {}, ...own }: Own & { training?: Treatment; freeze?: Freeze },
): Network {
  return {
    ...network(family, "default", own),
    label: `${names[family]}, ${what}`,
    group: "ablation",
    changes: { of: `${family}-default`, what },
    training,
  };
}

/** The networks that the study knows, by the name used in flags and file names. */
export const networks: Readonly<Record<NetworkName, Network>> = Object.freeze({
  unet: network("unet", "study"),
  pspnet: network("pspnet", "study"),
  segnet: network("segnet", "study"),
  "unet-default": network("unet", "default"),
  "pspnet-default": network("pspnet", "default"),
  "segnet-default": network("segnet", "default"),
  "unet-random": ablation("unet", "random backbone", { training: { random: true } }),
  "unet-frozen": ablation("unet", "frozen backbone", { freeze: "backbone" }),
  "unet-no-skips": ablation("unet", "no skips", { skips: false }),
  "pspnet-no-pyramid": ablation("pspnet", "no pyramid", { bins: [] }),
  "pspnet-bins-1248": ablation("pspnet", "bins 1, 2, 4, 8", { bins: [1, 2, 4, 8] }),
  "segnet-bilinear": ablation("segnet", "bilinear unpooling", { unpooling: "bilinear" }),
  "segnet-transposed": ablation("segnet", "transposed unpooling", { unpooling: "transposed" }),
  "unet-bilinear-labels": ablation("unet", "bilinear labels", { training: { bilinearLabels: true } }),
  "unet-bgr": ablation("unet", "BGR input", { training: { bgr: true } }),
});
