import * as tf from "@tensorflow/tfjs-core";

export const traceBackendName = "faceseg-trace";

/** Whether a function is being traced right now. */
export const isTracing = (): boolean => tf.engine().backendName === traceBackendName;
