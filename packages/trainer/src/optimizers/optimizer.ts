import type { Scalar, Tensor, Tensor1D } from "@tensorflow/tfjs-core";

/** What an optimiser works with. */
export interface UpdateInputs {
  /** All trainable weights, as one vector. */
  readonly weights: Tensor1D;
  readonly gradients: Tensor1D;
  /** The optimiser's own vectors, each as long as `weights`; zeros before the first step. */
  readonly slots: Readonly<Record<string, Tensor1D>>;
  /** A scalar, or a vector as long as `weights`. */
  readonly learningRate: Tensor;
  /** Number of this step, from 1 on. */
  readonly step: Scalar;
  /** A vector as long as `weights` that has one number for each weight tensor, by the tensor's name. */
  readonly perWeight: (value: (weight: string) => number) => Tensor1D;
}

/** A rule for changing weights: a pure function of vectors whose elements stand in an order of the compiler's choice. */
export interface Optimizer {
  readonly name: string;
  /** Learning rate at the start. */
  readonly learningRate: number;
  /** Names of the vectors it remembers from step to step. */
  readonly slots: readonly string[];
  /** The slot that holds the weights to validate, save and end with, if not the trained ones; it starts as their copy. */
  readonly averages?: string;
  /** The weights and slots after one step. */
  update(inputs: UpdateInputs): { weights: Tensor; slots: Record<string, Tensor> };
}
