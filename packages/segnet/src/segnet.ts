import { mobileNetV2, type NetworkOptions, vgg16 } from "@faceseg/backbones";
import {
  checkCounts,
  finishNetwork,
  head,
  resolveNetworkOptions,
  scaleFilters,
} from "@faceseg/backbones/blocks";
import { checkChoice } from "@faceseg/core";
import { type LayersModel, model } from "@tensorflow/tfjs-layers";
import { decoder, type Unpooling } from "./decoder.ts";

/** Options of `buildSegnet`: those of every network, and its own. */
export interface SegnetOptions extends NetworkOptions {
  /**
   * The encoder: MobileNetV2 with max poolings in place of strides, or VGG16 as in the paper.
   * @default "mobilenet-v2"
   */
  readonly encoder?: "mobilenet-v2" | "vgg16";
  /** Width multiplier of the encoder: one of MobileNetV2's, or any positive number for VGG16. @default 1 */
  readonly alpha?: number;
  /** How the decoder doubles: by pooling indices or, to compare, without them. @default "indices" */
  readonly unpooling?: Unpooling;
  /**
   * Filters of the five stages at strides 16 to 1, times `width`.
   * @default [256, 128, 64, 32, 32]; on VGG16, mirrored, [512, 512, 256, 128, 64]
   */
  readonly decoderFilters?: readonly number[];
}

/** Convolutions of each stage: one behind MobileNetV2's slim blocks, VGG16's own numbers behind VGG16. */
const repeats = { "mobilenet-v2": [1, 1, 1, 1, 1], vgg16: [3, 3, 3, 2, 1] } as const;

const defaultFilters = { "mobilenet-v2": [256, 128, 64, 32, 32], vgg16: [512, 512, 256, 128, 64] } as const;

/**
 * SegNet (Badrinarayanan et al., 2017): from RGB in [0, 1], [batch, height, width, 3], to class probabilities,
 * [batch, height, width, numClasses]. Weights are random; nothing is downloaded.
 *
 * The decoder puts values back where the encoder's max poolings found their maxima, and convolves; there are no skips.
 *
 * @throws {RangeError} for an illegal option; the message names the nearest legal value.
 * @example
 * const segnet = buildSegnet({ inputShape: [256, 256, 3], numClasses: 11 });
 * segnet.outputShape; //=> [null, 256, 256, 11]
 */
export function buildSegnet(options: SegnetOptions): LayersModel {
  const { encoder = "mobilenet-v2", alpha = 1, unpooling = "indices", decoderFilters, ...common } = options;
  const own = { encoder, alpha, unpooling, decoderFilters };
  const resolved = resolveNetworkOptions("buildSegnet", common, own);
  const { inputShape, numClasses, width, bnMomentum, softmax } = resolved;
  checkChoice("encoder", encoder, ["mobilenet-v2", "vgg16"]);
  checkChoice("unpooling", unpooling, ["indices", "bilinear", "transposed"]);
  const filters = decoderFilters ?? defaultFilters[encoder];
  checkCounts("decoderFilters", filters, 5);

  const taps = ["block_16_project_BN"];
  const { input, features, poolings } =
    encoder === "vgg16"
      ? vgg16({ inputShape, alpha, bnMomentum })
      : mobileNetV2({ inputShape, alpha, bnMomentum, taps, pooling: "max" });
  const bridge = features.at(-1);
  if (bridge === undefined) throw new Error("The encoder gave no feature");
  const wide = filters.map((count) => scaleFilters(count, width));
  const stages = [...poolings].reverse().map((pooling, i) => ({
    pooling,
    filters: stageFilters(wide, i, repeats[encoder][i] as number),
  }));
  const decoded = decoder(bridge.tensor, stages, { unpooling, momentum: bnMomentum });
  const outputs = head(decoded, { numClasses, softmax });
  return finishNetwork(model({ name: "segnet", inputs: input, outputs }), resolved);
}

/** The mirror of VGG16, whose blocks begin with new channels: a stage of several convolutions ends with the next's. */
function stageFilters(filters: readonly number[], stage: number, count: number): number[] {
  const own = filters[stage] as number;
  const next = filters[stage + 1] ?? own;
  return Array.from({ length: count }, (_, j) => (j > 0 && j === count - 1 ? next : own));
}
