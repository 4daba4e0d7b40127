import {
  finishNetwork,
  type MobileNetV2Options,
  mobileNetV2,
  type NetworkOptions,
  resolveNetworkOptions,
  scaleFilters,
} from "@faceseg/backbones";
import { type LayersModel, model } from "@tensorflow/tfjs-layers";
import { convBlock, head, pyramidPooling, upsampling } from "./decoder.ts";

type StudyOptions = NetworkOptions & Pick<MobileNetV2Options, "alpha">;

/**
 * The study's network: a pyramid of 1, 2, 4 and 8 bins a side over the features of stride 32 (before their batch
 * normalization), 256 filters each, then 512, then five transposed convolutions of 256, 256, 128, 128 and 64 filters, all
 * times `width`. Where a side is not a multiple of the bins, the windows at the border are smaller.
 */
export function buildStudyPspnet({ alpha = 1, ...options }: StudyOptions): LayersModel {
  const resolved = resolveNetworkOptions(options);
  const { inputShape, numClasses, width, bnMomentum, softmax } = resolved;
  const { input, features } = mobileNetV2({ inputShape, alpha, bnMomentum, taps: ["block_16_project"] });
  const [bridge] = features;
  if (bridge === undefined) throw new Error("MobileNetV2 gave no feature");
  const wide = (filters: number) => scaleFilters(filters, width);
  const conv = (name: string, filters: number, useBias: boolean) =>
    ({ name, filters: wide(filters), kernelSize: 3, useBias }) as const;

  const pyramid = pyramidPooling(bridge.tensor, [1, 2, 4, 8], wide(256), bnMomentum);
  const mixed = convBlock(pyramid, bnMomentum, conv("decoder_conv", 512, false));
  const full = upsampling(mixed, [256, 256, 128, 128, 64].map(wide), bnMomentum);
  const refined = convBlock(full, bnMomentum, conv("head_conv", 64, true));
  const network = model({ name: "pspnet", inputs: input, outputs: head(refined, numClasses, softmax) });
  return finishNetwork(network, resolved);
}
