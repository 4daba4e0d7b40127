import { convBlock } from "@faceseg/backbones/blocks";
import { layers, type SymbolicTensor } from "@tensorflow/tfjs-layers";

interface Pyramid {
  /** Windows along each side, one number for each branch. */
  readonly bins: readonly number[];
  /** Channels of each branch. */
  readonly filters: number;
  /** Momentum of the moving statistics of the batch normalizations. */
  readonly momentum: number;
}

/**
 * Sees `x` at several scales, as the study's PSPNet does: for each number of bins, the means over windows of a side
 * `ceil(side / bins)`, a 1x1 convolution, and each value repeated over all pixels of its window. Returns `x` and all of
 * these, concatenated.
 */
export function repeatedPyramid(x: SymbolicTensor, { bins, filters, momentum }: Pyramid): SymbolicTensor {
  const branches = bins.map((count) => {
    const name = `pyramid_${count}`;
    const size = x.shape.slice(1, 3).map((side) => Math.ceil(Number(side) / count)) as [number, number];
    const window = { poolSize: size, strides: size, padding: "same" } as const;
    const pool = layers.averagePooling2d({ name: `${name}_pool`, ...window });
    const pooled = pool.apply(x) as SymbolicTensor;
    const seen = convBlock(pooled, { filters, kernelSize: 1, momentum, name: `${name}_conv` });
    const up = layers.upSampling2d({ name: `${name}_up`, size, interpolation: "nearest" });
    return cropLike(up.apply(seen) as SymbolicTensor, x, name);
  });
  return layers.concatenate({ name: "pyramid_concat" }).apply([x, ...branches]) as SymbolicTensor;
}

/** Removes what "same" padding added around `x` before it was pooled: half on each side, the odd pixel at the end. */
function cropLike(y: SymbolicTensor, x: SymbolicTensor, name: string): SymbolicTensor {
  const [vertical = 0, horizontal = 0] = [1, 2].map((axis) => Number(y.shape[axis]) - Number(x.shape[axis]));
  if (vertical === 0 && horizontal === 0) return y;
  const halves = (extra: number): [number, number] => [Math.floor(extra / 2), Math.ceil(extra / 2)];
  const cropping: [[number, number], [number, number]] = [halves(vertical), halves(horizontal)];
  return layers.cropping2D({ name: `${name}_crop`, cropping }).apply(y) as SymbolicTensor;
}
