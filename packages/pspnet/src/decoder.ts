import { AdaptiveAveragePooling, AuxiliaryLoss, BilinearUpsampling } from "@faceseg/backbones";
import { layers, type SymbolicTensor } from "@tensorflow/tfjs-layers";

const kernelInitializer = "glorotUniform";

type Size = readonly [height: number, width: number];

interface ConvBlock {
  readonly name: string;
  readonly filters: number;
  readonly kernelSize: 1 | 3;
}

/** Convolution, batch normalization, ReLU. */
export function convBlock(x: SymbolicTensor, momentum: number, options: ConvBlock): SymbolicTensor {
  const conv = layers.conv2d({ ...options, padding: "same", useBias: false, kernelInitializer });
  const norm = layers.batchNormalization({ name: `${options.name}_BN`, momentum });
  return layers.reLU({ name: `${options.name}_relu` }).apply(norm.apply(conv.apply(x))) as SymbolicTensor;
}

/**
 * Sees `x` at several scales: for each number of bins, the means over bins x bins windows, a 1x1 convolution, and
 * interpolation back to the size of `x`. Gives `x` and all of these, concatenated; without bins `x` alone.
 */
export function pyramidPooling(
  x: SymbolicTensor,
  bins: readonly number[],
  filters: number,
  momentum: number,
): SymbolicTensor {
  if (bins.length === 0) return x;
  const size: Size = [Number(x.shape[1]), Number(x.shape[2])];
  const branches = bins.map((count) => {
    const name = `pyramid_${count}`;
    const pooled = new AdaptiveAveragePooling({ name: `${name}_pool`, bins: count }).apply(
      x,
    ) as SymbolicTensor;
    const seen = convBlock(pooled, momentum, { name: `${name}_conv`, filters, kernelSize: 1 });
    return new BilinearUpsampling({ name: `${name}_up`, size }).apply(seen) as SymbolicTensor;
  });
  return layers.concatenate({ name: "pyramid_concat" }).apply([x, ...branches]) as SymbolicTensor;
}

/** A score for each class at the resolution of `x`. */
export function classifier(x: SymbolicTensor, numClasses: number, name: string): SymbolicTensor {
  const conv = layers.conv2d({ name, filters: numClasses, kernelSize: 1, kernelInitializer });
  return conv.apply(x) as SymbolicTensor;
}

/** Scores of an earlier feature, for the loss alone; gives `scores` as they are. */
export function withAuxiliary(
  scores: SymbolicTensor,
  auxiliary: SymbolicTensor,
  size: Size,
  weight: number,
): SymbolicTensor {
  const logits = new BilinearUpsampling({ name: "aux_logits", size }).apply(auxiliary) as SymbolicTensor;
  return new AuxiliaryLoss({ name: "auxiliary_loss", weight }).apply([scores, logits]) as SymbolicTensor;
}

/** Interpolates scores to full resolution. */
export function head(scores: SymbolicTensor, size: Size, softmax: boolean): SymbolicTensor {
  const logits = new BilinearUpsampling({ name: "logits", size }).apply(scores) as SymbolicTensor;
  if (!softmax) return logits;
  return layers.activation({ name: "softmax", activation: "softmax" }).apply(logits) as SymbolicTensor;
}
