import type { TensorContainer } from "@tensorflow/tfjs-core";
import type { Tfjs } from "./load-tfjs.ts";

/**
 * Runs `fn` in a `tf.tidy` on an initialized TensorFlow.js backend, and makes the backend that was active active again.
 *
 * @internal
 * @param tf The module `@tensorflow/tfjs-core`.
 * @throws {Error} where the backend is not initialized.
 */
export function onBackend<T extends TensorContainer>(tf: Tfjs, backend: string, fn: () => T): T {
  const previous = tf.getBackend();
  activate(tf, backend);
  try {
    return tf.tidy(fn);
  } finally {
    activate(tf, previous);
  }
}

/** Makes an initialized backend the active one at once; does nothing where none was active yet. */
export function activate(tf: Tfjs, backend: string | null | undefined): void {
  if (!backend || tf.getBackend() === backend) return;
  void tf.setBackend(backend); // synchronous up to here for a backend that is initialized
  if (tf.getBackend() !== backend) throw new Error(`TensorFlow.js backend ${backend} is not initialized`);
}
