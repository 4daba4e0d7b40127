import { layers, type SymbolicTensor } from "@tensorflow/tfjs-layers";

const kernelInitializer = "glorotUniform";

/** Convolution 3x3, batch normalization, ReLU. */
function convBlock(x: SymbolicTensor, filters: number, momentum: number, name: string): SymbolicTensor {
  const conv = layers.conv2d({ name, filters, kernelSize: 3, padding: "same", kernelInitializer });
  const norm = layers.batchNormalization({ name: `${name}_BN`, momentum });
  return layers.reLU({ name: `${name}_relu` }).apply(norm.apply(conv.apply(x))) as SymbolicTensor;
}

/** Doubles `x` with a transposed convolution 2x2, puts the skip beside it and mixes both with two `convBlock`s. */
function stage(x: SymbolicTensor, skip: SymbolicTensor, filters: number, momentum: number, name: string) {
  const up = layers.conv2dTranspose({
    name: `${name}_up`,
    filters,
    kernelSize: 2,
    strides: 2,
    padding: "same",
    kernelInitializer,
  });
  const both = layers.concatenate({ name: `${name}_concat` }).apply([up.apply(x) as SymbolicTensor, skip]);
  const mixed = convBlock(both as SymbolicTensor, filters, momentum, `${name}_conv1`);
  return convBlock(mixed, filters, momentum, `${name}_conv2`);
}

/** From the coarsest feature (`bridge`) up through `skips`, coarsest first, with one number of filters for each. */
export function decoder(
  bridge: SymbolicTensor,
  skips: readonly SymbolicTensor[],
  filters: readonly number[],
  momentum: number,
): SymbolicTensor {
  return skips.reduce(
    (x, skip, i) => stage(x, skip, filters[i] as number, momentum, `decoder_${i + 1}`),
    bridge,
  );
}

/** Doubles the last stage by repetition, then classifies each pixel: the decision is made at half the resolution. */
export function head(x: SymbolicTensor, numClasses: number, softmax: boolean): SymbolicTensor {
  const up = layers.upSampling2d({ name: "head_up", size: [2, 2], interpolation: "nearest" });
  const logits = layers
    .conv2d({ name: "logits", filters: numClasses, kernelSize: 1, kernelInitializer })
    .apply(up.apply(x)) as SymbolicTensor;
  if (!softmax) return logits;
  return layers.activation({ name: "softmax", activation: "softmax" }).apply(logits) as SymbolicTensor;
}
