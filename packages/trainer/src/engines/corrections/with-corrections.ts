import * as tf from "@tensorflow/tfjs-core";
import { convolutionGradients } from "./convolution-gradients.ts";
import type { Correction } from "./correction.ts";
import { oneHot } from "./one-hot.ts";
import { poolingGradients } from "./pooling-gradients.ts";
import { resizeGradients } from "./resize-gradients.ts";

const corrections: readonly Correction[] = [
  oneHot,
  ...convolutionGradients,
  ...poolingGradients,
  ...resizeGradients,
];

/** Runs `fn` while a backend's wrong and missing kernels are replaced, and puts everything back. */
export function withCorrections<T>(backendName: string, fn: () => T): T {
  const restore = corrections
    .filter(({ wanted }) => wanted(backendName))
    .map(({ kernel: kernelName, make }) => {
      const original = tf.getKernel(kernelName, backendName);
      if (original) tf.unregisterKernel(kernelName, backendName);
      tf.registerKernel({ kernelName, backendName, kernelFunc: make(original?.kernelFunc, backendName) });
      return () => {
        tf.unregisterKernel(kernelName, backendName);
        if (original) tf.registerKernel(original);
      };
    });
  try {
    return fn();
  } finally {
    for (const undo of restore) undo();
  }
}
