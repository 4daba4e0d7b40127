import * as tf from "@tensorflow/tfjs-core";
import { withCorrections } from "./corrections/with-corrections.ts";

/**
 * Runs `fn` in a `tf.tidy` on a TensorFlow.js backend that is initialised, with its wrong gradients corrected, and puts
 * the active backend and its kernels back.
 */
export function onBackend<T extends tf.TensorContainer>(backend: string, fn: () => T): T {
  const previous = tf.getBackend();
  activate(backend);
  try {
    return tf.tidy(() => withCorrections(backend, fn));
  } finally {
    activate(previous);
  }
}

/** Makes an initialised backend the active one at once; nothing where none was active yet. */
export function activate(backend: string | null | undefined): void {
  if (!backend || tf.getBackend() === backend) return;
  void tf.setBackend(backend); // synchronous up to here for a backend that is initialised
  if (tf.getBackend() !== backend) throw new Error(`TensorFlow.js backend ${backend} is not initialised.`);
}
