import { AdaptiveAveragePooling, BilinearUpsampling } from "@faceseg/backbones";
import { convBlock, project } from "@faceseg/backbones/blocks";
import { layers, type SymbolicTensor } from "@tensorflow/tfjs-layers";

/** What `pyramidPooling` needs to know. */
export interface Pyramid {
  /** Windows along each side, one number for each branch. */
  readonly bins: readonly number[];
  /** Channels of each branch. */
  readonly filters: number;
  /** Momentum of the moving statistics of the batch normalizations. */
  readonly momentum: number;
}

/**
 * Sees `x` at several scales: for each number of bins, the means over bins x bins windows, a 1x1 convolution, and
 * interpolation back to the size of `x`. Returns `x` and all of these, concatenated; without bins, `x` alone.
 */
export function pyramidPooling(x: SymbolicTensor, { bins, filters, momentum }: Pyramid): SymbolicTensor {
  if (bins.length === 0) return x;
  const size = [Number(x.shape[1]), Number(x.shape[2])] as const;
  const branches = bins.map((count) => {
    const name = `pyramid_${count}`;
    const pool = new AdaptiveAveragePooling({ name: `${name}_pool`, bins: count });
    const pooled = pool.apply(x) as SymbolicTensor;
    const seen = convBlock(pooled, { filters, kernelSize: 1, momentum, name: `${name}_conv` });
    return new BilinearUpsampling({ name: `${name}_up`, size }).apply(seen) as SymbolicTensor;
  });
  return layers.concatenate({ name: "pyramid_concat" }).apply([x, ...branches]) as SymbolicTensor;
}

/** What `auxiliaryLogits` needs to know. */
export interface AuxiliaryHead {
  /** Channels of the convolution in front of the classifier. */
  readonly filters: number;
  /** Classes; the last axis of the output. */
  readonly numClasses: number;
  /** Height and width of the output in pixels. */
  readonly size: readonly [height: number, width: number];
  /** Momentum of the moving statistics of the batch normalization. */
  readonly momentum: number;
}

/** Classifies each pixel of an earlier feature, for the loss alone. */
export function auxiliaryLogits(
  x: SymbolicTensor,
  { filters, numClasses, size, momentum }: AuxiliaryHead,
): SymbolicTensor {
  const seen = convBlock(x, { filters, momentum, name: "aux_conv" });
  const scores = project(seen, { filters: numClasses, name: "aux_classifier" });
  return new BilinearUpsampling({ name: "aux_logits", size }).apply(scores) as SymbolicTensor;
}
