import { type MobileNetV2Options, mobileNetV2, type NetworkOptions } from "@faceseg/backbones";
import {
  checkCounts,
  convBlock,
  finishNetwork,
  head,
  resolveNetworkOptions,
  scaleFilters,
} from "@faceseg/backbones/blocks";
import { checkNumber, shown } from "@faceseg/core";
import { type LayersModel, model } from "@tensorflow/tfjs-layers";
import { auxiliaryLogits, pyramidPooling } from "./decoder.ts";

/** Options of `buildPspnet`: those of every network, `alpha`, the width multiplier of MobileNetV2, and its own. */
export interface PspnetOptions extends NetworkOptions, Pick<MobileNetV2Options, "alpha"> {
  /** Windows along each side for each branch of the pyramid, all different; `[]` for no pyramid. @default [1, 2, 3, 6] */
  readonly bins?: readonly number[];
  /** Stride of the features that the pyramid sees: 8, 16 or 32; below 32 by dilation. @default 8 */
  readonly outputStride?: MobileNetV2Options["outputStride"];
  /** Weight of the auxiliary head's loss in training; 0 for no auxiliary head. @default 0.4 */
  readonly auxiliaryWeight?: number;
}

/**
 * PSPNet (Zhao et al., 2017) on MobileNetV2: from RGB in [0, 1], [batch, height, width, 3], to class probabilities,
 * [batch, height, width, numClasses]. Weights are random; nothing is downloaded.
 *
 * The pyramid's branches share the channels of the feature between them, a convolution of 512 filters mixes them, and the
 * logits are interpolated to full resolution. An auxiliary head of 256 filters behind `block_12_add` helps training. All
 * filters are multiplied by `width`.
 *
 * @throws {RangeError} for an illegal option; the message names the nearest legal value.
 * @example
 * const pspnet = buildPspnet({ inputShape: [256, 256, 3], numClasses: 11 });
 * pspnet.outputShape; //=> [null, 256, 256, 11]
 */
export function buildPspnet(options: PspnetOptions): LayersModel {
  const { alpha = 1, bins = [1, 2, 3, 6], outputStride = 8, auxiliaryWeight = 0.4, ...common } = options;
  const own = { alpha, bins, outputStride, auxiliaryWeight };
  const resolved = resolveNetworkOptions("buildPspnet", common, own);
  const { inputShape, numClasses, width, bnMomentum: momentum, softmax } = resolved;
  checkBins(bins);
  checkNumber("auxiliaryWeight", auxiliaryWeight, { min: 0 });

  const taps = ["block_12_add", "block_16_project_BN"];
  const { input, features } = mobileNetV2({ inputShape, alpha, bnMomentum: momentum, taps, outputStride });
  const [middle, deep] = features;
  if (middle === undefined || deep === undefined) throw new Error("MobileNetV2 gave too few features");
  const size = [inputShape[0], inputShape[1]] as const;
  const wide = (filters: number) => scaleFilters(filters, width);

  const share = wide(deep.channels / Math.max(1, bins.length));
  const pyramid = pyramidPooling(deep.tensor, { bins, filters: share, momentum });
  const mixed = convBlock(pyramid, { filters: wide(512), momentum, name: "decoder_conv" });
  const auxiliary = () => ({
    logits: auxiliaryLogits(middle.tensor, { filters: wide(256), numClasses, size, momentum }),
    weight: auxiliaryWeight,
  });
  const outputs = head(mixed, {
    numClasses,
    softmax,
    size,
    ...(auxiliaryWeight > 0 && { auxiliary: auxiliary() }),
  });
  return finishNetwork(model({ name: "pspnet", inputs: input, outputs }), resolved);
}

function checkBins(bins: readonly number[]): void {
  if (!(Array.isArray(bins) && bins.length === 0)) checkCounts("bins", bins);
  if (new Set(bins).size < bins.length) {
    throw new RangeError(`Expected \`bins\` to be different numbers, got ${shown(bins)}`);
  }
}
