import { layers, type SymbolicTensor } from "@tensorflow/tfjs-layers";
import { convBlock } from "./encoder.ts";

/** Doubles `x` by repetition, puts the skip beside it and mixes both. */
function stage(x: SymbolicTensor, skip: SymbolicTensor, filters: number, momentum: number, name: string) {
  const up = layers.upSampling2d({ name: `${name}_up`, size: [2, 2], interpolation: "nearest" });
  const both = layers.concatenate({ name: `${name}_concat` }).apply([up.apply(x) as SymbolicTensor, skip]);
  return convBlock(both as SymbolicTensor, filters, momentum, name);
}

/** From the coarsest tensor (`bridge`) up through `skips`, coarsest first, with one number of filters for each. */
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

/** Classifies each pixel. */
export function head(x: SymbolicTensor, numClasses: number, softmax: boolean): SymbolicTensor {
  const logits = layers
    .conv2d({ name: "logits", filters: numClasses, kernelSize: 1, kernelInitializer: "glorotUniform" })
    .apply(x) as SymbolicTensor;
  if (!softmax) return logits;
  return layers.activation({ name: "softmax", activation: "softmax" }).apply(logits) as SymbolicTensor;
}
