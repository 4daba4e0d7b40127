import {
  finishNetwork,
  type MobileNetV2Options,
  mobileNetV2,
  type NetworkOptions,
  resolveNetworkOptions,
  scaleFilters,
  validateChoice,
  validateCounts,
} from "@faceseg/backbones";
import { type LayersModel, model, type SymbolicTensor } from "@tensorflow/tfjs-layers";
import { convBlock, decoder, head, project, type Upsampling } from "./decoder.ts";
import { buildStudyUnet } from "./study/unet.ts";

/** Options of `buildUnet`: those of every network, `alpha`, the width multiplier of MobileNetV2, and its own. */
export interface UnetOptions extends NetworkOptions, Pick<MobileNetV2Options, "alpha"> {
  /** Filters of the five stages at strides 16 to 1, times `width`. @default [256, 128, 64, 32, 16] */
  readonly decoderFilters?: readonly number[];
  /** Transposed convolutions 2x2, as in the paper, or bilinear interpolation. @default "transposed" */
  readonly upsampling?: Upsampling;
  /** Whether stages see the encoder's features; without them only the coarsest reaches the decoder. @default true */
  readonly skips?: boolean;
  /**
   * Channels to which a convolution 1x1 brings the encoder's features at strides 16 to 2 before the decoder sees them,
   * times `width`. The features are MobileNetV2's widest, so this makes a small network much faster. @default as they are
   */
  readonly skipFilters?: readonly number[];
  /**
   * What the stage at full resolution sees: the image, or a stem, which is a convolution 3x3 of it with the filters of the
   * stage. Nothing without `skips`. @default "image"
   */
  readonly finest?: "image" | "stem";
}

/**
 * U-Net (Ronneberger et al., 2015) on MobileNetV2: from RGB in [0, 1], [batch, height, width, 3], to class probabilities,
 * [batch, height, width, numClasses]. Weights are random; nothing is downloaded.
 *
 * Five stages double the coarsest feature up to full resolution; each sees the encoder's feature of its size, the last the
 * image. `variant: "study"` is the study's network: 12,781,387 parameters, a head that decides at half the resolution, and
 * none of the options of its own.
 *
 * @throws RangeError for an option that is not legal; the message names the nearest legal value.
 * @example
 * const unet = buildUnet({ inputShape: [256, 256, 3], numClasses: 11 });
 * unet.outputShape; //=> [null, 256, 256, 11]
 */
export function buildUnet(options: UnetOptions): LayersModel {
  if (options.variant === "study") return buildStudyUnet(options);
  const {
    alpha = 1,
    decoderFilters = [256, 128, 64, 32, 16],
    upsampling = "transposed",
    skips = true,
    skipFilters,
    finest = "image",
    ...common
  } = options;
  const resolved = resolveNetworkOptions(common);
  const { inputShape, numClasses, width, bnMomentum, softmax } = resolved;
  validateCounts("decoderFilters", decoderFilters, 5);
  validateChoice("upsampling", upsampling, ["transposed", "bilinear"]);
  validateChoice("skips", skips, [true, false]);
  validateChoice("finest", finest, ["image", "stem"]);
  if (skipFilters !== undefined) validateCounts("skipFilters", skipFilters, 4);

  const filters = decoderFilters.map((count) => scaleFilters(count, width));
  const { input, features } = mobileNetV2({ inputShape, alpha, bnMomentum });
  const [bridge, ...encoded] = features.map(({ tensor }) => tensor).reverse();
  if (bridge === undefined) throw new Error("MobileNetV2 gave no feature");
  const full = () =>
    finest === "image" ? input : convBlock(input, filters[4] as number, bnMomentum, "stem");
  const lateral = (x: SymbolicTensor, i: number) => {
    const count = skipFilters?.[i];
    return count === undefined ? x : project(x, scaleFilters(count, width), `skip_${i + 1}`);
  };
  const seen = skips ? [...encoded.map(lateral), full()] : [];
  const stages = filters.map((count, i) => ({ filters: count, ...(seen[i] && { skip: seen[i] }) }));
  const decoded = decoder(bridge, stages, upsampling, bnMomentum);
  const network = model({ name: "unet", inputs: input, outputs: head(decoded, numClasses, softmax) });
  return finishNetwork(network, resolved);
}
