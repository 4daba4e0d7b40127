import type * as tf from "@tensorflow/tfjs-core";

/** A kernel that some TensorFlow.js backends compute wrongly or lack, made from their other kernels. */
export interface Correction {
  readonly kernel: string;
  /** Whether a backend needs it. */
  readonly wanted: (backend: string) => boolean;
  /** @param original The backend's own kernel, if it has one, for the cases that it gets right. */
  readonly make: (original: tf.KernelFunc | undefined, backend: string) => tf.KernelFunc;
}
