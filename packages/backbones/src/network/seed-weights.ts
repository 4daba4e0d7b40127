import { dispose } from "@tensorflow/tfjs-core";
import { initializers, type LayersModel } from "@tensorflow/tfjs-layers";

/**
 * Initializes every convolution kernel of a freshly built network again (Glorot & Bengio, 2010, uniform), from one
 * seed, so that the same seed gives the same network in every process. All other weights start as constants.
 *
 * @returns The same model.
 */
export function seedWeights(model: LayersModel, seed: number): LayersModel {
  const kernels = model.weights.filter(({ shape }) => shape.length === 4);
  for (const [i, kernel] of kernels.entries()) {
    // A multiplier far above any number of layers keeps the streams of different seeds apart.
    const values = initializers.glorotUniform({ seed: seed * 100_003 + i }).apply(kernel.shape as number[]);
    kernel.write(values);
    dispose(values);
  }
  return model;
}
