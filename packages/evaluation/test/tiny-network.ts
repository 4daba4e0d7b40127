import "@tensorflow/tfjs-backend-cpu";
import { initializers, type LayersModel, layers, sequential } from "@tensorflow/tfjs-layers";

interface Options {
  readonly size?: number;
  readonly numClasses?: number;
  readonly seed?: number;
}

/** One convolution with softmax: a network that predicts something else for every seed. */
export function tinyNetwork({ size = 32, numClasses = 11, seed = 1 }: Options = {}): LayersModel {
  return sequential({
    layers: [
      layers.conv2d({
        inputShape: [size, size, 3],
        filters: numClasses,
        kernelSize: 3,
        padding: "same",
        kernelInitializer: initializers.glorotUniform({ seed }),
        name: "logits",
      }),
      layers.softmax({ name: "softmax", axis: -1 }),
    ],
  });
}
