import { mobileNetV2 } from "@faceseg/backbones";
import {
  convBlock,
  doubleSize,
  finishNetwork,
  head,
  resolveNetworkOptions,
  scaleFilters,
} from "@faceseg/backbones/blocks";
import { type LayersModel, layers, model, type SymbolicTensor } from "@tensorflow/tfjs-layers";
import type { StudyOptions } from "./study-options.ts";

/** The skips at strides 2 to 16, and the bridge, which the study took before its batch normalization. */
const taps = [
  "block_1_expand_relu",
  "block_3_expand_relu",
  "block_6_expand_relu",
  "block_13_expand_relu",
  "block_16_project",
];

/**
 * U-Net as in the 2025 study (Facial-Parts-Segmentation-with-Deep-Learning): four stages of 512, 256, 128 and 64 filters
 * (times `width`), and a head that repeats pixels before it classifies them, so it decides at half the resolution.
 * 12,781,387 parameters at 256 x 256 with 11 classes.
 */
export function buildStudyUnet({ alpha = 1, ...options }: StudyOptions): LayersModel {
  const resolved = resolveNetworkOptions("buildStudyUnet", options, { alpha });
  const { inputShape, numClasses, width, bnMomentum: momentum, softmax } = resolved;
  const { input, features } = mobileNetV2({ inputShape, alpha, bnMomentum: momentum, taps });
  const [bridge, ...skips] = features.map(({ tensor }) => tensor).reverse();
  if (bridge === undefined) throw new Error("MobileNetV2 gave no feature");
  const filters = [512, 256, 128, 64].map((count) => scaleFilters(count, width));
  const half = skips.reduce((x, skip, i) => {
    const name = `decoder_${i + 1}`;
    return stage(x, { skip, filters: filters[i] as number, momentum, name });
  }, bridge);
  const up = layers.upSampling2d({ name: "head_up", size: [2, 2], interpolation: "nearest" });
  const outputs = head(up.apply(half) as SymbolicTensor, { numClasses, softmax });
  return finishNetwork(model({ name: "unet", inputs: input, outputs }), resolved);
}

interface Stage {
  readonly skip: SymbolicTensor;
  readonly filters: number;
  readonly momentum: number;
  readonly name: string;
}

/** Doubles `x` by a transposed convolution, concatenates the skip and mixes both. */
function stage(x: SymbolicTensor, { skip, filters, momentum, name }: Stage): SymbolicTensor {
  const up = doubleSize(x, { by: "transposed", filters, name: `${name}_up` });
  const both = layers.concatenate({ name: `${name}_concat` }).apply([up, skip]) as SymbolicTensor;
  const mixed = convBlock(both, { filters, bias: true, momentum, name: `${name}_conv1` });
  return convBlock(mixed, { filters, bias: true, momentum, name: `${name}_conv2` });
}
