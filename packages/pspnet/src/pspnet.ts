import {
  finishNetwork,
  type MobileNetV2Options,
  mobileNetV2,
  type NetworkOptions,
  resolveNetworkOptions,
  scaleFilters,
  validateCounts,
} from "@faceseg/backbones";
import { type LayersModel, model } from "@tensorflow/tfjs-layers";
import { classifier, convBlock, head, pyramidPooling, withAuxiliary } from "./decoder.ts";
import { buildStudyPspnet } from "./study/pspnet.ts";

/** Options of `buildPspnet`: those of every network, `alpha`, the width multiplier of MobileNetV2, and its own. */
export interface PspnetOptions extends NetworkOptions, Pick<MobileNetV2Options, "alpha"> {
  /** Windows a side of each branch of the pyramid, all different; `[]` for no pyramid. @default [1, 2, 3, 6] */
  readonly bins?: readonly number[];
  /** Stride of the features that the pyramid sees: 8, 16 or 32; below 32 by dilation. @default 8 */
  readonly outputStride?: MobileNetV2Options["outputStride"];
  /** Weight of the auxiliary head's loss in training; 0: no auxiliary head. @default 0.4 */
  readonly auxiliaryWeight?: number;
}

/**
 * PSPNet (Zhao et al., 2017) on MobileNetV2: from RGB in [0, 1], [batch, height, width, 3], to class probabilities,
 * [batch, height, width, numClasses]. Weights are random; nothing is downloaded.
 *
 * The pyramid's branches share the channels of the feature between them, a convolution of 512 filters mixes them, and
 * scores are interpolated to full resolution; an auxiliary head of 256 filters behind `block_12_add` helps training (all
 * times `width`). `variant: "study"` is the study's network: 10,696,587 parameters, bins of 1, 2, 4 and 8, transposed
 * convolutions, and none of the options of its own.
 *
 * @throws RangeError for an option that is not legal; the message names the nearest legal value.
 * @example
 * const pspnet = buildPspnet({ inputShape: [256, 256, 3], numClasses: 11 });
 * pspnet.outputShape; //=> [null, 256, 256, 11]
 */
export function buildPspnet(options: PspnetOptions): LayersModel {
  if (options.variant === "study") return buildStudyPspnet(options);
  const { alpha = 1, bins = [1, 2, 3, 6], outputStride = 8, auxiliaryWeight = 0.4, ...common } = options;
  const resolved = resolveNetworkOptions(common);
  const { inputShape, numClasses, width, bnMomentum, softmax } = resolved;
  if (!(Array.isArray(bins) && bins.length === 0)) validateCounts("bins", bins);
  if (new Set(bins).size < bins.length) {
    throw new RangeError(`Expected \`bins\` to be different numbers, got ${JSON.stringify(bins)}`);
  }
  if (!(auxiliaryWeight >= 0 && auxiliaryWeight < Number.POSITIVE_INFINITY)) {
    throw new RangeError(
      `Expected \`auxiliaryWeight\` to be 0 or more, got ${auxiliaryWeight}; the nearest is 0, for no auxiliary head`,
    );
  }

  const taps = ["block_12_add", "block_16_project_BN"];
  const { input, features } = mobileNetV2({ inputShape, alpha, bnMomentum, taps, outputStride });
  const [middle, deep] = features;
  if (middle === undefined || deep === undefined) throw new Error("MobileNetV2 gave too few features");
  const conv = (name: string, filters: number) =>
    ({ name, filters: scaleFilters(filters, width), kernelSize: 3 }) as const;
  const size = [inputShape[0], inputShape[1]] as const;

  const share = scaleFilters(deep.channels / Math.max(1, bins.length), width);
  const pyramid = pyramidPooling(deep.tensor, bins, share, bnMomentum);
  const mixed = convBlock(pyramid, bnMomentum, conv("decoder_conv", 512));
  let scores = classifier(mixed, numClasses, "classifier");
  if (auxiliaryWeight > 0) {
    const seen = convBlock(middle.tensor, bnMomentum, conv("aux_conv", 256));
    scores = withAuxiliary(scores, classifier(seen, numClasses, "aux_classifier"), size, auxiliaryWeight);
  }
  const network = model({ name: "pspnet", inputs: input, outputs: head(scores, size, softmax) });
  return finishNetwork(network, resolved);
}
