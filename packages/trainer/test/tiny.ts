import type { Batch } from "@faceseg/image";
import {
  initializers,
  input,
  type LayersModel,
  layers,
  model,
  type SymbolicTensor,
} from "@tensorflow/tfjs-layers";

const numClasses = 4;
const size = 16;

/** A small segmentation network with the kinds of layers of the study's networks: 16x16 pixels, 4 classes. */
export function tinyNetwork(): LayersModel {
  let count = 0;
  const initializer = () => initializers.heNormal({ seed: ++count });
  const name = (kind: string) => `${kind}_${++count}`; // the same in every process and copy
  const norm = (x: SymbolicTensor) =>
    layers.batchNormalization({ name: name("bn"), momentum: 0.9 }).apply(x) as SymbolicTensor;
  const relu6 = (x: SymbolicTensor) => layers.reLU({ maxValue: 6 }).apply(x) as SymbolicTensor;
  const conv = (x: SymbolicTensor, filters: number, kernelSize: number, strides = 1) =>
    norm(
      layers
        .conv2d({
          name: name("conv"),
          filters,
          kernelSize,
          strides,
          padding: "same",
          useBias: false,
          kernelInitializer: initializer(),
        })
        .apply(x) as SymbolicTensor,
    );
  const depthwise = (x: SymbolicTensor, strides: number) =>
    norm(
      layers
        .depthwiseConv2d({
          name: name("depthwise"),
          kernelSize: 3,
          strides,
          padding: "same",
          useBias: false,
          depthwiseInitializer: initializer(),
        })
        .apply(x) as SymbolicTensor,
    );

  const image = input({ shape: [size, size, 3] });
  const half = relu6(conv(image, 8, 3, 2));
  const skip = relu6(conv(relu6(depthwise(half, 1)), 16, 1));
  const quarter = relu6(depthwise(skip, 2));
  const residual = layers.add().apply([quarter, conv(quarter, 16, 1)]) as SymbolicTensor;
  const pooled = layers.maxPooling2d({ poolSize: 2 }).apply(half) as SymbolicTensor;
  const average = layers.averagePooling2d({ poolSize: 2 }).apply(skip) as SymbolicTensor;
  const joined = layers.concatenate().apply([residual, pooled, average]) as SymbolicTensor;
  const up = layers
    .conv2dTranspose({
      name: "up",
      filters: 8,
      kernelSize: 2,
      strides: 2,
      padding: "same",
      kernelInitializer: initializer(),
    })
    .apply(joined) as SymbolicTensor;
  const decoded = layers
    .activation({ activation: "relu" })
    .apply(conv(layers.concatenate().apply([up, skip]) as SymbolicTensor, 8, 3)) as SymbolicTensor;
  const full = layers.upSampling2d({ size: [2, 2] }).apply(decoded) as SymbolicTensor;
  const logits = layers
    .conv2d({ name: "logits", filters: numClasses, kernelSize: 1, kernelInitializer: initializer() })
    .apply(full) as SymbolicTensor;
  return model({
    inputs: image,
    outputs: layers.activation({ activation: "softmax" }).apply(logits) as SymbolicTensor,
  });
}

/** One picture of coloured stripes that move with `seed`; its top row is ignored. */
export function stripes(seed: number): Batch {
  const labels = new Uint8Array(size * size);
  const images = new Float32Array(size * size * 3);
  for (let i = 0; i < labels.length; i++) {
    const x = i % size;
    const id = Math.floor((x + seed) / 4) % numClasses;
    labels[i] = i < size ? 255 : id;
    for (let c = 0; c < 3; c++)
      images[i * 3 + c] = (1 + Math.sin(id * (c + 1) + 0.1 * Math.sin(i * 0.7 + seed))) / 2;
  }
  return { images, labels, ids: [`stripes-${seed}`], width: size, height: size };
}
