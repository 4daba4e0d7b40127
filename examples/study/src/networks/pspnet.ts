import { mobileNetV2 } from "@faceseg/backbones";
import {
  batchNormRelu,
  convBlock,
  finishNetwork,
  head,
  kernelInitializer,
  resolveNetworkOptions,
  scaleFilters,
} from "@faceseg/backbones/blocks";
import { type LayersModel, layers, model, type SymbolicTensor } from "@tensorflow/tfjs-layers";
import { repeatedPyramid } from "./repeated-pyramid.ts";
import type { StudyOptions } from "./study-options.ts";

/**
 * PSPNet as in the 2025 study (Facial-Parts-Segmentation-with-Deep-Learning): a pyramid of 1, 2, 4 and 8 bins over the
 * features of stride 32, which the study took before their batch normalization, 256 filters for each branch, a convolution
 * of 512 filters, and five transposed convolutions of 256, 256, 128, 128 and 64 filters, all times `width`. Where the bins
 * do not divide a side, the windows at the border are smaller. 10,696,587 parameters at 256 x 256 with 11 classes.
 */
export function buildStudyPspnet({ alpha = 1, ...options }: StudyOptions): LayersModel {
  const resolved = resolveNetworkOptions("buildStudyPspnet", options, { alpha });
  const { inputShape, numClasses, width, bnMomentum: momentum, softmax } = resolved;
  const taps = ["block_16_project"];
  const { input, features } = mobileNetV2({ inputShape, alpha, bnMomentum: momentum, taps });
  const [bridge] = features;
  if (bridge === undefined) throw new Error("MobileNetV2 gave no feature");
  const wide = (filters: number) => scaleFilters(filters, width);

  const pyramid = repeatedPyramid(bridge.tensor, { bins: [1, 2, 4, 8], filters: wide(256), momentum });
  const mixed = convBlock(pyramid, { filters: wide(512), momentum, name: "decoder_conv" });
  const full = [256, 256, 128, 128, 64].reduce(
    (x, filters, i) => doubled(x, { filters: wide(filters), momentum, name: `decoder_${i + 1}_up` }),
    mixed,
  );
  const refined = convBlock(full, { filters: wide(64), bias: true, momentum, name: "head_conv" });
  const outputs = head(refined, { numClasses, softmax });
  return finishNetwork(model({ name: "pspnet", inputs: input, outputs }), resolved);
}

interface Doubling {
  readonly filters: number;
  readonly momentum: number;
  readonly name: string;
}

/** Transposed convolution 3x3, batch normalization, ReLU. */
function doubled(x: SymbolicTensor, { filters, momentum, name }: Doubling): SymbolicTensor {
  const shape = { filters, kernelSize: 3, strides: 2, padding: "same" } as const;
  const up = layers.conv2dTranspose({ name, ...shape, kernelInitializer });
  return batchNormRelu(up.apply(x) as SymbolicTensor, { momentum, name });
}
