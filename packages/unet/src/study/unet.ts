import {
  finishNetwork,
  type MobileNetV2Options,
  mobileNetV2,
  type NetworkOptions,
  resolveNetworkOptions,
  scaleFilters,
} from "@faceseg/backbones";
import { type LayersModel, model } from "@tensorflow/tfjs-layers";
import { decoder, head } from "./decoder.ts";

type StudyOptions = NetworkOptions & Pick<MobileNetV2Options, "alpha">;

/**
 * The study's network: skips at strides 2 to 16, a bridge without batch normalization, a decoder of 512, 256, 128 and 64
 * filters (times `width`) and a head that decides at half the resolution.
 */
export function buildStudyUnet({ alpha = 1, ...options }: StudyOptions): LayersModel {
  const resolved = resolveNetworkOptions(options);
  const { inputShape, numClasses, width, bnMomentum, softmax } = resolved;
  const { input, features } = mobileNetV2({
    inputShape,
    alpha,
    bnMomentum,
    taps: [
      "block_1_expand_relu",
      "block_3_expand_relu",
      "block_6_expand_relu",
      "block_13_expand_relu",
      "block_16_project",
    ],
  });
  const [bridge, ...skips] = features.map(({ tensor }) => tensor).reverse();
  if (bridge === undefined) throw new Error("MobileNetV2 gave no feature");
  const filters = [512, 256, 128, 64].map((f) => scaleFilters(f, width));
  const decoded = decoder(bridge, skips, filters, bnMomentum);
  const network = model({ name: "unet", inputs: input, outputs: head(decoded, numClasses, softmax) });
  return finishNetwork(network, resolved);
}
