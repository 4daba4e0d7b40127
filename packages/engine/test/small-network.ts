import {
  initializers,
  input,
  type LayersModel,
  layers,
  model,
  type SymbolicTensor,
} from "@tensorflow/tfjs-layers";

/** How a small network ends. */
export type Ending =
  | "logits"
  | "softmax activation layer"
  | "softmax layer"
  | "layer with softmax activation"
  | "softmax, then upsampling"
  | "model in a model";

/** Its images are of 16 x 16 pixels, its classes four. */
export const [side, numClasses] = [16, 4];

/** A small segmentation network; its layers have names of their own, none is called `logits`. */
export function smallNetwork(ending: Ending = "softmax activation layer"): LayersModel {
  let seed = 0;
  const conv = (x: SymbolicTensor, filters: number, settings: object = {}) =>
    layers
      .conv2d({
        filters,
        kernelSize: 3,
        padding: "same",
        kernelInitializer: initializers.heNormal({ seed: ++seed }),
        ...settings,
      })
      .apply(x) as SymbolicTensor;
  const image = input({ shape: [side, side, 3] });
  const norm = layers.batchNormalization().apply(conv(image, 8)) as SymbolicTensor;
  const half = layers.maxPooling2d({ poolSize: 2 }).apply(layers.reLU().apply(norm)) as SymbolicTensor;
  const features = layers.upSampling2d({ size: [2, 2] }).apply(conv(half, 8)) as SymbolicTensor;
  if (ending === "layer with softmax activation") {
    return model({ inputs: image, outputs: conv(features, numClasses, { activation: "softmax" }) });
  }
  const scores = conv(ending === "softmax, then upsampling" ? half : features, numClasses);
  if (ending === "logits") return model({ inputs: image, outputs: scores });
  if (ending === "softmax layer") {
    return model({ inputs: image, outputs: layers.softmax({ axis: -1 }).apply(scores) as SymbolicTensor });
  }
  const softmax = layers.activation({ activation: "softmax" }).apply(scores) as SymbolicTensor;
  if (ending === "softmax, then upsampling") {
    return model({
      inputs: image,
      outputs: layers.upSampling2d({ size: [2, 2] }).apply(softmax) as SymbolicTensor,
    });
  }
  const plain = model({ inputs: image, outputs: softmax });
  if (ending !== "model in a model") return plain;
  const outer = input({ shape: [side, side, 3] });
  return model({ inputs: outer, outputs: plain.apply(outer) as SymbolicTensor });
}

/** Images in [0, 1] without a pattern. */
export const someImages = (count: number): Float32Array =>
  Float32Array.from({ length: count * side * side * 3 }, (_, i) => (1 + Math.sin(i * 0.7 + (i % 13))) / 2);
