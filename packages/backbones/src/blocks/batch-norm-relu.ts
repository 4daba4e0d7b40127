import { layers, type SymbolicTensor } from "@tensorflow/tfjs-layers";

/** Options of `batchNormRelu`. */
export interface BatchNormReluOptions {
  /** Momentum of the moving statistics. */
  readonly momentum: number;
  /** Name of the layer that gave `x`; the two layers are called `<name>_BN` and `<name>_relu`. */
  readonly name: string;
}

/** Batch normalization, then ReLU; keeps the shape of `x`. */
export function batchNormRelu(x: SymbolicTensor, { momentum, name }: BatchNormReluOptions): SymbolicTensor {
  const norm = layers.batchNormalization({ name: `${name}_BN`, momentum });
  return layers.reLU({ name: `${name}_relu` }).apply(norm.apply(x)) as SymbolicTensor;
}
