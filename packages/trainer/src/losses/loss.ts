import type { Scalar, Tensor3D, Tensor4D } from "@tensorflow/tfjs-core";
import type { Configured } from "../settings/configured.ts";

/**
 * What training minimizes: a pure, differentiable function of TensorFlow.js tensors. A run that resumes must have a loss of
 * the same `name` and `config`.
 */
export interface Loss extends Configured {
  /**
   * The mean loss of a batch.
   *
   * @param logits [batch, height, width, classes]
   * @param labels int32 class ids, [batch, height, width]
   */
  compute(logits: Tensor4D, labels: Tensor3D): Scalar;
}
