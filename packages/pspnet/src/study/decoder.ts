import { layers, type SymbolicTensor } from "@tensorflow/tfjs-layers";

const kernelInitializer = "glorotUniform";

interface ConvBlock {
  readonly name: string;
  readonly filters: number;
  readonly kernelSize: 1 | 3;
  readonly useBias: boolean;
}

/** Batch normalization and ReLU behind the layer called `name`. */
function normalized(x: SymbolicTensor, momentum: number, name: string): SymbolicTensor {
  const norm = layers.batchNormalization({ name: `${name}_BN`, momentum });
  return layers.reLU({ name: `${name}_relu` }).apply(norm.apply(x)) as SymbolicTensor;
}

/** Convolution, batch normalization, ReLU. */
export function convBlock(x: SymbolicTensor, momentum: number, options: ConvBlock): SymbolicTensor {
  const conv = layers.conv2d({ ...options, padding: "same", kernelInitializer });
  return normalized(conv.apply(x) as SymbolicTensor, momentum, options.name);
}

/**
 * Sees `x` at several scales: for each number of bins, the means over windows of a side `ceil(side / bins)`, a 1x1
 * convolution, and each value put back on all pixels of its window. Gives `x` and all of these, concatenated.
 */
export function pyramidPooling(
  x: SymbolicTensor,
  bins: readonly number[],
  filters: number,
  momentum: number,
): SymbolicTensor {
  const branches = bins.map((count) => {
    const name = `pyramid_${count}`;
    const size = x.shape.slice(1, 3).map((side) => Math.ceil(Number(side) / count)) as [number, number];
    const pool = layers.averagePooling2d({
      name: `${name}_pool`,
      poolSize: size,
      strides: size,
      padding: "same",
    });
    const conv = { name: `${name}_conv`, filters, kernelSize: 1, useBias: false } as const;
    const up = layers.upSampling2d({ name: `${name}_up`, size, interpolation: "nearest" });
    const y = up.apply(convBlock(pool.apply(x) as SymbolicTensor, momentum, conv)) as SymbolicTensor;
    return cropLike(y, x, name);
  });
  return layers.concatenate({ name: "pyramid_concat" }).apply([x, ...branches]) as SymbolicTensor;
}

/** Takes away what "same" padding added around `x` before it was pooled: half on each side, the odd pixel at the end. */
function cropLike(y: SymbolicTensor, x: SymbolicTensor, name: string): SymbolicTensor {
  const [vertical = 0, horizontal = 0] = [1, 2].map((axis) => Number(y.shape[axis]) - Number(x.shape[axis]));
  if (vertical === 0 && horizontal === 0) return y;
  const halves = (extra: number): [number, number] => [Math.floor(extra / 2), Math.ceil(extra / 2)];
  const cropping: [[number, number], [number, number]] = [halves(vertical), halves(horizontal)];
  return layers.cropping2D({ name: `${name}_crop`, cropping }).apply(y) as SymbolicTensor;
}

/** Doubles `x` once for each number of filters: transposed convolution 3x3, batch normalization, ReLU. */
export function upsampling(x: SymbolicTensor, filters: readonly number[], momentum: number): SymbolicTensor {
  return filters.reduce((y, count, i) => {
    const name = `decoder_${i + 1}_up`;
    const up = layers.conv2dTranspose({
      name,
      filters: count,
      kernelSize: 3,
      strides: 2,
      padding: "same",
      kernelInitializer,
    });
    return normalized(up.apply(y) as SymbolicTensor, momentum, name);
  }, x);
}

/** Classifies each pixel. */
export function head(x: SymbolicTensor, numClasses: number, softmax: boolean): SymbolicTensor {
  const logits = layers
    .conv2d({ name: "logits", filters: numClasses, kernelSize: 1, kernelInitializer })
    .apply(x) as SymbolicTensor;
  if (!softmax) return logits;
  return layers.activation({ name: "softmax", activation: "softmax" }).apply(logits) as SymbolicTensor;
}
