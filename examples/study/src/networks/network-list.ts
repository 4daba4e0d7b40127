// Holds the weights while a network is built and saved; the trainer computes elsewhere.
import "@tensorflow/tfjs-backend-cpu";
import type { Freeze } from "@faceseg/backbones";
import type { PspnetOptions } from "@faceseg/pspnet";
import type { SegnetOptions } from "@faceseg/segnet";
import type { UnetOptions } from "@faceseg/unet";
import { env } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { buildNetwork, type NetworkName as Family } from "faceseg";
import type { Config } from "../config/config.ts";
import type { NetworkName } from "../config/network-names.ts";
import { buildStudyPspnet } from "./pspnet.ts";
import { buildStudySegnet } from "./segnet.ts";
import { buildStudyUnet } from "./unet.ts";

// Silences the advice to install another backend: the trainer does not compute with this one.
env().set("IS_TEST", true);

/** What a network of the study is, and how its training differs from that of the others. */
export interface Network {
  /** As people write it. */
  readonly label: string;
  /** Title of the rows among which a report shows it. */
  readonly group: string;
  /** For a variant: what it changes, and the network that it changes. */
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
const groups = {
  study: "Networks of the 2025 study",
  default: "Default networks",
  variant: "Default networks with one change",
} as const;
const studyBuilders = { unet: buildStudyUnet, pspnet: buildStudyPspnet, segnet: buildStudySegnet } as const;

function network(family: Family, variant: "study" | "default", own: Own = {}): Network {
  const ofStudy = variant === "study";
  const onMobileNetV2 = !(ofStudy && family === "segnet");
  return {
    label: ofStudy ? `${names[family]} (2025 study)` : names[family],
    group: groups[variant],
    onMobileNetV2,
    training: {},
    build: ({ size, width, bnMomentum, alpha }, numClasses, seed) => {
      const common = { inputShape: [size, size, 3] as const, numClasses, width, bnMomentum, seed };
      const options = { ...common, ...(onMobileNetV2 && { alpha }), ...own };
      return ofStudy ? studyBuilders[family](options) : buildNetwork(family, options);
    },
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
    group: groups.variant,
    changes: { of: family, what },
    training,
  };
}

/** The networks that the study knows, by the name used in flags and file names. */
export const networks: Readonly<Record<NetworkName, Network>> = Object.freeze({
  "unet-2025": network("unet", "study"),
  "pspnet-2025": network("pspnet", "study"),
  "segnet-2025": network("segnet", "study"),
  unet: network("unet", "default"),
  pspnet: network("pspnet", "default"),
  segnet: network("segnet", "default"),
  "unet-random": ablation("unet", "random encoder", { training: { random: true } }),
  "unet-frozen": ablation("unet", "frozen encoder", { freeze: "encoder" }),
  "unet-no-skips": ablation("unet", "no skips", { skips: false }),
  "pspnet-no-pyramid": ablation("pspnet", "no pyramid", { bins: [] }),
  "pspnet-bins-1248": ablation("pspnet", "bins 1, 2, 4, 8", { bins: [1, 2, 4, 8] }),
  "segnet-bilinear": ablation("segnet", "bilinear unpooling", { unpooling: "bilinear" }),
  "segnet-transposed": ablation("segnet", "transposed unpooling", { unpooling: "transposed" }),
  "unet-bilinear-labels": ablation("unet", "bilinear labels", { training: { bilinearLabels: true } }),
  "unet-bgr": ablation("unet", "BGR input", { training: { bgr: true } }),
});
