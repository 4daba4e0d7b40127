import { layers, type SymbolicTensor } from "@tensorflow/tfjs-layers";
import { batchNormRelu } from "./batch-norm-relu.ts";
import { kernelInitializer } from "./kernel-initializer.ts";

/** Options of `convBlock`. */
export interface ConvBlockOptions {
  /** Channels of the output. */
  readonly filters: number;
  /** Side of the kernel in pixels. @default 3 */
  readonly kernelSize?: 1 | 3;
  /** Whether the convolution adds a bias, which the batch normalization behind it makes redundant. @default false */
  readonly bias?: boolean;
  /** Momentum of the moving statistics of the batch normalization. */
  readonly momentum: number;
  /** Name of the convolution; the layers behind it are called `<name>_BN` and `<name>_relu`. */
  readonly name: string;
}

/**
 * Convolution, batch normalization, ReLU: from [batch, height, width, channels] to [batch, height, width, filters].
 *
 * @example
 * const mixed = convBlock(feature.tensor, { filters: 256, momentum: 0.99, name: "decoder_1" });
 */
export function convBlock(
  x: SymbolicTensor,
  { filters, kernelSize = 3, bias = false, momentum, name }: ConvBlockOptions,
): SymbolicTensor {
  const conv = layers.conv2d({
    name,
    filters,
    kernelSize,
    padding: "same",
    useBias: bias,
    kernelInitializer,
  });
  return batchNormRelu(conv.apply(x) as SymbolicTensor, { momentum, name });
}
