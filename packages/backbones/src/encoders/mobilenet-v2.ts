import { checkChoice, shown } from "@faceseg/core";
import { input, layers, type SymbolicTensor } from "@tensorflow/tfjs-layers";
import { kernelInitializer } from "../blocks/kernel-initializer.ts";
import { DilatedDepthwiseConv2D } from "../layers/dilated-depthwise-conv2d.ts";
import { MaxPoolWithArgmax } from "../layers/max-pool-with-argmax.ts";
import { checkEncoderOptions } from "./check-encoder-options.ts";
import type { Encoder, Feature } from "./encoder.ts";
import {
  type MobileNetV2Layer,
  mobileNetV2Layers,
  withMaxPooling,
  withOutputStride,
} from "./mobilenet-v2-layers.ts";

const defaultTaps = [
  "block_1_expand_relu",
  "block_3_expand_relu",
  "block_6_expand_relu",
  "block_13_expand_relu",
  "block_16_project_BN",
];

/** The width multipliers that Keras offers. */
const alphas = [0.35, 0.5, 0.75, 1, 1.3, 1.4];

/** Options of `mobileNetV2`. */
export interface MobileNetV2Options {
  /** Height and width in pixels, multiples of 32, and 3 channels. */
  readonly inputShape: readonly [height: number, width: number, channels: 3];
  /** Width multiplier: 0.35, 0.5, 0.75, 1, 1.3 or 1.4. @default 1 */
  readonly alpha?: number;
  /**
   * Momentum of the moving statistics of every batch normalization, from 0 to 1. Keras uses 0.999 here, with which
   * validation means nothing in the first thousands of steps. @default 0.99
   */
  readonly bnMomentum?: number;
  /**
   * Names of the layers whose outputs become `features`. Layers behind the last of them are not built.
   * @default the widest tensor of each stride from 2 to 16, and `block_16_project_BN` (stride 32)
   */
  readonly taps?: readonly string[];
  /**
   * Stride of the coarsest feature: 8, 16 or 32. Below 32 the late depthwise convolutions are dilated instead of
   * strided; weights and layer names stay the same. @default 32
   */
  readonly outputStride?: number;
  /**
   * How the sides are halved. With "max" the convolutions keep the size, max pooling 2x2 halves it, and `poolings` holds
   * the indices of the maxima; weights and layer names stay the same. @default "stride"
   */
  readonly pooling?: "stride" | "max";
}

/**
 * MobileNetV2 (Sandler et al., 2018) without its classifier, with Keras's layer names and random weights. It takes RGB
 * in [0, 1]; its first layer, `rescaling`, maps it to [-1, 1]. Nothing is downloaded.
 *
 * @throws {RangeError} for an illegal option; the message names the nearest legal value.
 * @example
 * const { features } = mobileNetV2({ inputShape: [256, 256, 3] });
 * features.map(({ stride, channels }) => [stride, channels]);
 * //=> [[2, 96], [4, 144], [8, 192], [16, 576], [32, 320]]
 */
export function mobileNetV2(options: MobileNetV2Options): Encoder {
  const { inputShape, alpha = 1, bnMomentum = 0.99, taps = defaultTaps } = options;
  const { outputStride = 32, pooling = "stride" } = options;
  checkEncoderOptions({ inputShape, bnMomentum });
  checkChoice("alpha", alpha, alphas);
  checkChoice("outputStride", outputStride, [8, 16, 32]);
  checkChoice("pooling", pooling, ["stride", "max"]);
  const dense = withOutputStride(mobileNetV2Layers(alpha), outputStride);
  const plan = pooling === "max" ? withMaxPooling(dense) : dense;
  checkTaps(taps, plan);

  const image = input({ shape: [...inputShape], name: "input" });
  let tensor = apply(layers.rescaling({ scale: 2, offset: -1, name: "rescaling" }), image);
  const outputs = new Map<string, SymbolicTensor>();
  const features: Feature[] = [];
  const poolings: Feature[] = [];
  const feature = (at: SymbolicTensor): Feature => ({
    stride: inputShape[0] / Number(at.shape[1]),
    channels: Number(at.shape[3]),
    tensor: at,
  });
  for (const layer of plan) {
    if (features.length === taps.length) break;
    const inputs = layer.kind === "add" ? [outputs.get(layer.shortcut) as SymbolicTensor, tensor] : tensor;
    if (layer.kind === "maxPool") {
      const both = new MaxPoolWithArgmax({ name: layer.name }).apply(tensor) as SymbolicTensor[];
      const [pooled, indices] = both as [SymbolicTensor, SymbolicTensor];
      tensor = pooled;
      poolings.push(feature(indices));
    } else {
      tensor = apply(build(layer, bnMomentum), inputs);
    }
    outputs.set(layer.name, tensor);
    if (taps.includes(layer.name)) features.push(feature(tensor));
  }
  return { input: image, features, poolings };
}

function build(layer: Exclude<MobileNetV2Layer, { kind: "maxPool" }>, momentum: number) {
  const { name } = layer;
  switch (layer.kind) {
    case "conv":
      return layers.conv2d({
        name,
        filters: layer.filters,
        kernelSize: layer.size,
        strides: layer.stride,
        padding: "same",
        useBias: false,
        kernelInitializer,
      });
    case "depthwise":
      if (layer.rate !== undefined) return new DilatedDepthwiseConv2D({ name, rate: layer.rate });
      return layers.depthwiseConv2d({
        name,
        kernelSize: 3,
        strides: layer.stride,
        padding: "same",
        useBias: false,
        depthwiseInitializer: kernelInitializer,
      });
    case "batchNorm":
      return layers.batchNormalization({ name, momentum, epsilon: 1e-3 });
    case "relu6":
      return layers.reLU({ name, maxValue: 6 });
    case "add":
      return layers.add({ name });
  }
}

type Layer = ReturnType<typeof build> | ReturnType<typeof layers.rescaling>;

const apply = (layer: Layer, inputs: SymbolicTensor | SymbolicTensor[]) =>
  layer.apply(inputs) as SymbolicTensor;

function checkTaps(taps: readonly string[], plan: readonly MobileNetV2Layer[]): void {
  const names = plan.map(({ name }) => name);
  const unknown = taps.find((tap) => !names.includes(tap));
  if (unknown !== undefined) {
    throw new RangeError(
      `Expected \`taps\` to name layers of MobileNetV2 (${names.join(", ")}), got ${shown(unknown)}`,
    );
  }
  if (taps.length === 0 || new Set(taps).size < taps.length) {
    throw new RangeError(`Expected \`taps\` to be one or more different names, got ${shown(taps)}`);
  }
}
