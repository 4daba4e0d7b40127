import { checkNumber } from "@faceseg/core";
import { input, type SymbolicTensor } from "@tensorflow/tfjs-layers";
import { convBlock } from "../blocks/conv-block.ts";
import { scaleFilters } from "../blocks/scale-filters.ts";
import { CaffeInput } from "../layers/caffe-input.ts";
import { MaxPoolWithArgmax } from "../layers/max-pool-with-argmax.ts";
import { checkEncoderOptions } from "./check-encoder-options.ts";
import type { Encoder, Feature } from "./encoder.ts";

/** The paper's column D: filters c and convolutions n of each block; max pooling follows. */
const table = [
  { c: 64, n: 2 },
  { c: 128, n: 2 },
  { c: 256, n: 3 },
  { c: 512, n: 3 },
  { c: 512, n: 3 },
] as const;

/** Options of `vgg16`. */
export interface Vgg16Options {
  /** Height and width in pixels, multiples of 32, and 3 channels. */
  readonly inputShape: readonly [height: number, width: number, channels: 3];
  /** Multiplies the number of filters; the ImageNet weights need 1. @default 1 */
  readonly alpha?: number;
  /** Momentum of the moving statistics of every batch normalization, from 0 to 1. @default 0.99 */
  readonly bnMomentum?: number;
}

/**
 * The convolutions of VGG16 (Simonyan & Zisserman, 2015) with Keras's layer names, random weights, and a batch
 * normalization behind each, as in SegNet. It takes RGB in [0, 1]. Its `features` are the five pooled tensors, strides 2
 * to 32, and its `poolings` the indices of the maxima. Nothing is downloaded.
 *
 * @throws {RangeError} for an illegal option; the message names the nearest legal value.
 * @example
 * vgg16({ inputShape: [256, 256, 3] }).features.map(({ stride, channels }) => [stride, channels]);
 * //=> [[2, 64], [4, 128], [8, 256], [16, 512], [32, 512]]
 */
export function vgg16({ inputShape, alpha = 1, bnMomentum = 0.99 }: Vgg16Options): Encoder {
  checkEncoderOptions({ inputShape, bnMomentum });
  checkNumber("alpha", alpha, { above: 0 });
  const image = input({ shape: [...inputShape], name: "input" });
  const features: Feature[] = [];
  const poolings: Feature[] = [];
  let tensor = new CaffeInput({ name: "caffe_input" }).apply(image) as SymbolicTensor;
  for (const [i, { c, n }] of table.entries()) {
    const channels = scaleFilters(c, alpha);
    for (let j = 1; j <= n; j++) {
      const name = `block${i + 1}_conv${j}`;
      // Keras's VGG16 has no batch normalization, so its weights include biases.
      tensor = convBlock(tensor, { filters: channels, bias: true, momentum: bnMomentum, name });
    }
    const both = new MaxPoolWithArgmax({ name: `block${i + 1}_pool` }).apply(tensor) as SymbolicTensor[];
    const [pooled, indices] = both as [SymbolicTensor, SymbolicTensor];
    const stride = 2 ** (i + 1);
    features.push({ stride, channels, tensor: pooled });
    poolings.push({ stride, channels, tensor: indices });
    tensor = pooled;
  }
  return { input: image, features, poolings };
}

/** Names of the 13 convolutions of VGG16, `block1_conv1` to `block5_conv3`. */
export function vgg16LayerNames(): readonly string[] {
  return table.flatMap(({ n }, i) => Array.from({ length: n }, (_, j) => `block${i + 1}_conv${j + 1}`));
}
