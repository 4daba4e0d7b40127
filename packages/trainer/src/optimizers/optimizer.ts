import type { Scalar, Tensor, Tensor1D } from "@tensorflow/tfjs-core";
import type { Configured } from "../settings/configured.ts";

/** What an optimizer computes an update from. */
export interface UpdateInputs {
  /** All trainable weights, as one vector. */
  readonly weights: Tensor1D;
  /** Their gradients. */
  readonly gradients: Tensor1D;
  /** The optimizer's own vectors, each as long as `weights`; zeros before the first step. */
  readonly slots: Readonly<Record<string, Tensor1D>>;
  /** A scalar, or a vector as long as `weights`. */
  readonly learningRate: Tensor;
  /** Number of this step, from 1 on. */
  readonly step: Scalar;
  /** Makes a vector as long as `weights` that has the same number for all elements of a weight tensor, by its name. */
  readonly perWeight: (value: (weight: string) => number) => Tensor1D;
}

/** The result of an update. */
export interface Update {
  /** The new weights. */
  readonly weights: Tensor;
  /** The new values of all slots. */
  readonly slots: Record<string, Tensor>;
}

/**
 * A rule that changes weights: a pure function of vectors, whose elements may be in any order. A run that resumes must have
 * an optimizer of the same `name`, `learningRate` and `config`.
 */
export interface Optimizer extends Configured {
  /** Learning rate at the start. */
  readonly learningRate: number;
  /** Names of the vectors that it keeps from step to step. */
  readonly slots: readonly string[];
  /** The slot with the weights to validate, save and end with, if not the trained ones; it starts as their copy. */
  readonly averages?: string;
  /** The weights and slots after one step. */
  update(inputs: UpdateInputs): Update;
}
