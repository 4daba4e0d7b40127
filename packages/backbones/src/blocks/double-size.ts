import { layers, type SymbolicTensor } from "@tensorflow/tfjs-layers";
import { BilinearUpsampling } from "../layers/bilinear-upsampling.ts";
import { kernelInitializer } from "./kernel-initializer.ts";

/** Options of `doubleSize`. */
export interface DoubleSizeOptions {
  /** A learned transposed convolution 2x2, or bilinear interpolation, which has no weights. */
  readonly by: "transposed" | "bilinear";
  /** Channels of the output of a transposed convolution; bilinear interpolation keeps those of its input. */
  readonly filters: number;
  /** Name of the layer. */
  readonly name: string;
}

/** Doubles both sides: from [batch, height, width, channels] to [batch, 2 height, 2 width, channels]. */
export function doubleSize(x: SymbolicTensor, { by, filters, name }: DoubleSizeOptions): SymbolicTensor {
  if (by === "bilinear") {
    const size = [2 * Number(x.shape[1]), 2 * Number(x.shape[2])] as const;
    return new BilinearUpsampling({ name, size }).apply(x) as SymbolicTensor;
  }
  const up = layers.conv2dTranspose({
    name,
    filters,
    kernelSize: 2,
    strides: 2,
    padding: "same",
    kernelInitializer,
  });
  return up.apply(x) as SymbolicTensor;
}
