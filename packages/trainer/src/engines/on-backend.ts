import { onBackend as onPlainBackend } from "@faceseg/engine";
import * as tf from "@tensorflow/tfjs-core";
import { withCorrections } from "./corrections/with-corrections.ts";

/**
 * Runs `fn` in a `tf.tidy` on an initialized TensorFlow.js backend, with its wrong gradients corrected, and puts the active
 * backend and its kernels back.
 */
export const onBackend = <T extends tf.TensorContainer>(backend: string, fn: () => T): T =>
  onPlainBackend(tf, backend, () => withCorrections(backend, fn));
