import { layers, type SymbolicTensor } from "@tensorflow/tfjs-layers";

/** Twice: convolution 3x3, ReLU, batch normalization. */
export function convBlock(
  x: SymbolicTensor,
  filters: number,
  momentum: number,
  name: string,
): SymbolicTensor {
  return [`${name}_conv1`, `${name}_conv2`].reduce((y, conv) => {
    const convolved = layers
      .conv2d({ name: conv, filters, kernelSize: 3, padding: "same", kernelInitializer: "glorotUniform" })
      .apply(y);
    const active = layers.reLU({ name: `${conv}_relu` }).apply(convolved);
    return layers.batchNormalization({ name: `${conv}_BN`, momentum }).apply(active) as SymbolicTensor;
  }, x);
}

/** Halves `x` once for each number of filters; `skips` are the tensors before each pooling, finest first. */
export function encoder(x: SymbolicTensor, filters: readonly number[], momentum: number) {
  const skips: SymbolicTensor[] = [];
  const bridge = filters.reduce((y, count, i) => {
    const name = `encoder_${i + 1}`;
    const skip = convBlock(y, count, momentum, name);
    skips.push(skip);
    return layers.maxPooling2d({ name: `${name}_pool`, poolSize: 2 }).apply(skip) as SymbolicTensor;
  }, x);
  return { bridge, skips };
}
