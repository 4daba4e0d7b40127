import { type MobileNetV2Options, mobileNetV2, type NetworkOptions } from "@faceseg/backbones";
import {
  checkCounts,
  convBlock,
  finishNetwork,
  head,
  project,
  resolveNetworkOptions,
  scaleFilters,
} from "@faceseg/backbones/blocks";
import { checkChoice } from "@faceseg/core";
import { type LayersModel, model, type SymbolicTensor } from "@tensorflow/tfjs-layers";
import { decoder, type Upsampling } from "./decoder.ts";

/** Options of `buildUnet`: those of every network, `alpha`, the width multiplier of MobileNetV2, and its own. */
export interface UnetOptions extends NetworkOptions, Pick<MobileNetV2Options, "alpha"> {
  /** Filters of the five stages at strides 16 to 1, times `width`. @default [256, 128, 64, 32, 16] */
  readonly decoderFilters?: readonly number[];
  /** Transposed convolutions 2x2, as in the paper, or bilinear interpolation. @default "transposed" */
  readonly upsampling?: Upsampling;
  /** Whether stages see the encoder's features; otherwise only the coarsest reaches the decoder. @default true */
  readonly skips?: boolean;
  /**
   * Channels, times `width`, to which 1x1 convolutions reduce the encoder's features at strides 16 to 2 before the decoder
   * sees them. These features are MobileNetV2's widest, so this makes a small network much faster.
   * @default all channels of the features, without a convolution
   */
  readonly skipFilters?: readonly number[];
  /**
   * What the stage at full resolution sees: the image, or a stem, which is a 3x3 convolution of the image with the filters
   * of the stage. Without `skips` it sees neither. @default "image"
   */
  readonly finest?: "image" | "stem";
}

/**
 * U-Net (Ronneberger et al., 2015) on MobileNetV2: from RGB in [0, 1], [batch, height, width, 3], to class probabilities,
 * [batch, height, width, numClasses]. Weights are random; nothing is downloaded.
 *
 * Five stages double the coarsest feature up to full resolution. Each sees the encoder's feature of its size; the last sees
 * the image.
 *
 * @throws {RangeError} for an illegal option; the message names the nearest legal value.
 * @example
 * const unet = buildUnet({ inputShape: [256, 256, 3], numClasses: 11 });
 * unet.outputShape; //=> [null, 256, 256, 11]
 */
export function buildUnet(options: UnetOptions): LayersModel {
  const {
    alpha = 1,
    decoderFilters = [256, 128, 64, 32, 16],
    upsampling = "transposed",
    skips = true,
    skipFilters,
    finest = "image",
    ...common
  } = options;
  const own = { alpha, decoderFilters, upsampling, skips, skipFilters, finest };
  const resolved = resolveNetworkOptions("buildUnet", common, own);
  const { inputShape, numClasses, width, bnMomentum: momentum, softmax } = resolved;
  checkCounts("decoderFilters", decoderFilters, 5);
  checkChoice("upsampling", upsampling, ["transposed", "bilinear"]);
  checkChoice("skips", skips, [true, false]);
  checkChoice("finest", finest, ["image", "stem"]);
  if (skipFilters !== undefined) checkCounts("skipFilters", skipFilters, 4);

  const filters = decoderFilters.map((count) => scaleFilters(count, width));
  const { input, features } = mobileNetV2({ inputShape, alpha, bnMomentum: momentum });
  const [bridge, ...encoded] = features.map(({ tensor }) => tensor).reverse();
  if (bridge === undefined) throw new Error("MobileNetV2 gave no feature");
  const full = () =>
    finest === "image" ? input : convBlock(input, { filters: filters[4] as number, momentum, name: "stem" });
  const lateral = (x: SymbolicTensor, i: number) => {
    const count = skipFilters?.[i];
    if (count === undefined) return x;
    return project(x, { filters: scaleFilters(count, width), name: `skip_${i + 1}` });
  };
  const seen = skips ? [...encoded.map(lateral), full()] : [];
  const stages = filters.map((count, i) => ({ filters: count, ...(seen[i] && { skip: seen[i] }) }));
  const decoded = decoder(bridge, stages, { upsampling, momentum });
  const outputs = head(decoded, { numClasses, softmax });
  return finishNetwork(model({ name: "unet", inputs: input, outputs }), resolved);
}
