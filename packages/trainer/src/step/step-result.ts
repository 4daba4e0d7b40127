/** What an engine returns for a batch. */
export interface StepResult {
  /** Mean loss of the batch. */
  readonly loss: number;
  /** Predicted class ids, [batch, height, width]. */
  readonly predictions: Int32Array;
  /** Whether the loss and, in training, all gradients and statistics are finite. */
  readonly finite: boolean;
}
