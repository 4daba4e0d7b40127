import { layers, type SymbolicTensor } from "@tensorflow/tfjs-layers";
import { kernelInitializer } from "./kernel-initializer.ts";

/** Options of `project`. */
export interface ProjectOptions {
  /** Channels of the output. */
  readonly filters: number;
  /** Name of the layer. */
  readonly name: string;
}

/** A 1x1 convolution with a bias: from [batch, height, width, channels] to [batch, height, width, filters]. */
export function project(x: SymbolicTensor, { filters, name }: ProjectOptions): SymbolicTensor {
  return layers.conv2d({ name, filters, kernelSize: 1, kernelInitializer }).apply(x) as SymbolicTensor;
}
