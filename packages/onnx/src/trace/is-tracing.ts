import * as tf from "@tensorflow/tfjs-core";

/** The TensorFlow.js backend on which functions are traced. */
export const traceBackendName = "faceseg-trace";

/** Whether a function is being traced right now. */
export const isTracing = (): boolean => tf.engine().backendName === traceBackendName;
