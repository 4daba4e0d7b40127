import { BilinearUpsampling } from "@faceseg/backbones";
import { layers, type SymbolicTensor } from "@tensorflow/tfjs-layers";

const kernelInitializer = "glorotUniform";

/** How a stage doubles the sides of its input. */
export type Upsampling = "transposed" | "bilinear";

/** One stage of the decoder: its filters, and what it sees beside the stage below. */
export interface Stage {
  readonly filters: number;
  readonly skip?: SymbolicTensor;
}

/** Convolution 3x3, batch normalization, ReLU. */
export function convBlock(
  x: SymbolicTensor,
  filters: number,
  momentum: number,
  name: string,
): SymbolicTensor {
  const conv = layers.conv2d({
    name,
    filters,
    kernelSize: 3,
    padding: "same",
    useBias: false,
    kernelInitializer,
  });
  const norm = layers.batchNormalization({ name: `${name}_BN`, momentum });
  return layers.reLU({ name: `${name}_relu` }).apply(norm.apply(conv.apply(x))) as SymbolicTensor;
}

/** Convolution 1x1: other channels, nothing else. */
export function project(x: SymbolicTensor, filters: number, name: string): SymbolicTensor {
  return layers.conv2d({ name, filters, kernelSize: 1, kernelInitializer }).apply(x) as SymbolicTensor;
}

/** The "up-convolution" of the figure, or interpolation, which has no weights. */
function double(x: SymbolicTensor, filters: number, kind: Upsampling, name: string): SymbolicTensor {
  const size = [2 * Number(x.shape[1]), 2 * Number(x.shape[2])] as const;
  const layer =
    kind === "bilinear"
      ? new BilinearUpsampling({ name, size })
      : layers.conv2dTranspose({
          name,
          filters,
          kernelSize: 2,
          strides: 2,
          padding: "same",
          kernelInitializer,
        });
  return layer.apply(x) as SymbolicTensor;
}

/** From the coarsest feature (`bridge`) up, one doubling a stage: up, beside the skip, two `convBlock`s. */
export function decoder(
  bridge: SymbolicTensor,
  stages: readonly Stage[],
  upsampling: Upsampling,
  momentum: number,
): SymbolicTensor {
  return stages.reduce((x, { filters, skip }, i) => {
    const name = `decoder_${i + 1}`;
    const up = double(x, filters, upsampling, `${name}_up`);
    const seen = skip ? layers.concatenate({ name: `${name}_concat` }).apply([up, skip]) : up;
    const mixed = convBlock(seen as SymbolicTensor, filters, momentum, `${name}_conv1`);
    return convBlock(mixed, filters, momentum, `${name}_conv2`);
  }, bridge);
}

/** Classifies each pixel. */
export function head(x: SymbolicTensor, numClasses: number, softmax: boolean): SymbolicTensor {
  const logits = project(x, numClasses, "logits");
  if (!softmax) return logits;
  return layers.activation({ name: "softmax", activation: "softmax" }).apply(logits) as SymbolicTensor;
}
