import {
  finishNetwork,
  mobileNetV2,
  type NetworkOptions,
  resolveNetworkOptions,
  scaleFilters,
  validateChoice,
  validateCounts,
  vgg16,
} from "@faceseg/backbones";
import { type LayersModel, model } from "@tensorflow/tfjs-layers";
import { decoder, head, type Unpooling } from "./decoder.ts";
import { buildStudySegnet } from "./study/segnet.ts";

/** Options of `buildSegnet`: those of every network, and its own. */
export interface SegnetOptions extends NetworkOptions {
  /**
   * What encodes: MobileNetV2 whose strides became max poolings, or VGG16 as in the paper.
   * @default "mobilenetv2"
   */
  readonly backbone?: "mobilenetv2" | "vgg16";
  /** Width multiplier of the backbone: one of MobileNetV2's, or any positive number for VGG16. @default 1 */
  readonly alpha?: number;
  /** How the decoder doubles: by pooling indices, or for comparison without them. @default "indices" */
  readonly unpooling?: Unpooling;
  /**
   * Filters of the five stages at strides 16 to 1, times `width`.
   * @default [256, 128, 64, 32, 32]; on VGG16, mirrored, [512, 512, 256, 128, 64]
   */
  readonly decoderFilters?: readonly number[];
}

/** Convolutions of each stage: one behind MobileNetV2's slim blocks, VGG16's own numbers behind VGG16. */
const repeats = { mobilenetv2: [1, 1, 1, 1, 1], vgg16: [3, 3, 3, 2, 1] } as const;

const defaultFilters = { mobilenetv2: [256, 128, 64, 32, 32], vgg16: [512, 512, 256, 128, 64] } as const;

/**
 * SegNet (Badrinarayanan et al., 2017): from RGB in [0, 1], [batch, height, width, 3], to class probabilities,
 * [batch, height, width, numClasses]. Weights are random; nothing is downloaded.
 *
 * The decoder puts values back where the encoder's max poolings found their maxima and convolves; there are no skips.
 * `variant: "study"` is the study's "SegNet": 26,684,555 parameters, skips in place of indices, no backbone, and none of the
 * options of its own.
 *
 * @throws RangeError for an option that is not legal; the message names the nearest legal value.
 * @example
 * const segnet = buildSegnet({ inputShape: [256, 256, 3], numClasses: 11 });
 * segnet.outputShape; //=> [null, 256, 256, 11]
 */
export function buildSegnet(options: SegnetOptions): LayersModel {
  if (options.variant === "study") return buildStudySegnet(options);
  const { backbone = "mobilenetv2", alpha = 1, unpooling = "indices", decoderFilters, ...common } = options;
  const resolved = resolveNetworkOptions(common);
  const { inputShape, numClasses, width, bnMomentum, softmax } = resolved;
  validateChoice("backbone", backbone, ["mobilenetv2", "vgg16"]);
  validateChoice("unpooling", unpooling, ["indices", "bilinear", "transposed"]);
  const filters = decoderFilters ?? defaultFilters[backbone];
  validateCounts("decoderFilters", filters, 5);

  const taps = ["block_16_project_BN"];
  const { input, features, poolings } =
    backbone === "vgg16"
      ? vgg16({ inputShape, alpha, bnMomentum })
      : mobileNetV2({ inputShape, alpha, bnMomentum, taps, pooling: "max" });
  const bridge = features.at(-1);
  if (bridge === undefined) throw new Error("The backbone gave no feature");
  const wide = filters.map((count) => scaleFilters(count, width));
  const stages = [...poolings].reverse().map((pooling, i) => ({
    pooling,
    filters: mirrored(wide, i, repeats[backbone][i] as number),
  }));
  const decoded = decoder(bridge.tensor, stages, unpooling, bnMomentum);
  const network = model({ name: "segnet", inputs: input, outputs: head(decoded, numClasses, softmax) });
  return finishNetwork(network, resolved);
}

/** A stage of several convolutions ends, as VGG16's begins, with the filters of the next. */
function mirrored(filters: readonly number[], stage: number, count: number): number[] {
  const own = filters[stage] as number;
  const next = filters[stage + 1];
  return Array.from({ length: count }, (_, j) =>
    j > 0 && j === count - 1 && next !== undefined ? next : own,
  );
}
