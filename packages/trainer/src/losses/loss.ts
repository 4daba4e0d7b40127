import type { Scalar, Tensor3D, Tensor4D } from "@tensorflow/tfjs-core";

/** What training minimises: a pure, differentiable function of TensorFlow.js tensors. */
export interface Loss {
  /** Its name, as messages show it. */
  readonly name: string;
  /**
   * The mean loss of a batch.
   *
   * @param logits [batch, height, width, classes]
   * @param labels int32 class ids, [batch, height, width]
   */
  compute(logits: Tensor4D, labels: Tensor3D): Scalar;
}
