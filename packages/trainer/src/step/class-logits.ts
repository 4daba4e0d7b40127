import * as tf from "@tensorflow/tfjs-core";

/** Number of classes of logits with so many channels: one channel tells one class from the background. */
export const classesOf = (channels: number): number => (channels === 1 ? 2 : channels);

/**
 * Logits with a channel for each class. One channel z becomes [0, z], whose softmax is [1 - sigmoid(z), sigmoid(z)]: the
 * cross-entropy of the two is the binary cross-entropy of z.
 */
export const classLogits = (logits: tf.Tensor4D): tf.Tensor4D =>
  logits.shape[3] === 1 ? tf.concat([tf.zerosLike(logits), logits], 3) : logits;
