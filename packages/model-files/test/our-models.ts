import * as tf from "@tensorflow/tfjs-core";
import * as tfl from "@tensorflow/tfjs-layers";
import { readKeras } from "../src/keras/read/read-keras.ts";
import { golden } from "./golden-file.ts";

const { layers } = tfl;

/** Whole numbers from 0 that every machine draws alike. */
function generator(seed: number): (below: number) => number {
  let state = seed + 1;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

function randomize(model: tfl.LayersModel, seed: number): tfl.LayersModel {
  const draw = generator(seed);
  const values = model.getWeights().map(({ shape, size }, index) => {
    const isScale = /gamma|variance/.test(model.weights[index]?.name ?? "");
    const scale = isScale ? 0.5 : 1 / Math.max(1, size / (shape.at(-1) ?? 1)) ** 0.5;
    const value = () => (isScale ? 1 : 0) + (scale * (draw(2001) - 1000)) / 1000;
    return tf.tensor(Float32Array.from({ length: size }, value), shape);
  });
  model.setWeights(values);
  tf.dispose(values);
  return model;
}

/** The layers of this project's networks, as tfjs makes them. */
function segmenter(): tfl.LayersModel {
  const image = tfl.input({ shape: [16, 16, 3], name: "image" });
  const norm = (x: tfl.SymbolicTensor) =>
    layers
      .reLU({ maxValue: 6 })
      .apply(layers.batchNormalization({ momentum: 0.9 }).apply(x)) as tfl.SymbolicTensor;
  let x = layers.rescaling({ scale: 2, offset: -1, name: "rescaling" }).apply(image) as tfl.SymbolicTensor;
  x = norm(
    layers
      .conv2d({ filters: 3, kernelSize: 3, strides: 2, padding: "same", useBias: false, name: "Conv1" })
      .apply(x) as tfl.SymbolicTensor,
  );
  const skip = x;
  x = layers
    .zeroPadding2d({
      padding: [
        [0, 1],
        [0, 1],
      ],
    })
    .apply(x) as tfl.SymbolicTensor;
  x = norm(
    layers
      .depthwiseConv2d({
        kernelSize: 3,
        strides: 2,
        useBias: false,
        depthwiseRegularizer: tfl.regularizers.l2({ l2: 1e-4 }),
      })
      .apply(x) as tfl.SymbolicTensor,
  );
  x = layers
    .add()
    .apply([
      x,
      layers.conv2d({ filters: 3, kernelSize: 1 }).apply(x) as tfl.SymbolicTensor,
    ]) as tfl.SymbolicTensor;
  const pooled = layers
    .upSampling2d({ size: [2, 2] })
    .apply(layers.averagePooling2d({ poolSize: [2, 2], padding: "same" }).apply(x)) as tfl.SymbolicTensor;
  x = layers.concatenate().apply([x, pooled]) as tfl.SymbolicTensor;
  x = layers
    .conv2dTranspose({ filters: 4, kernelSize: 3, strides: 2, padding: "same" })
    .apply(x) as tfl.SymbolicTensor;
  x = layers.concatenate().apply([x, skip]) as tfl.SymbolicTensor;
  x = layers
    .maxPooling2d({ poolSize: [3, 3], strides: [1, 1], padding: "same" })
    .apply(x) as tfl.SymbolicTensor;
  x = layers
    .cropping2D({
      cropping: [
        [1, 0],
        [0, 1],
      ],
    })
    .apply(x) as tfl.SymbolicTensor;
  const logits = layers.conv2d({ filters: 5, kernelSize: 1, name: "logits" }).apply(x) as tfl.SymbolicTensor;
  const softmax = layers
    .activation({ activation: "softmax", name: "softmax" })
    .apply(logits) as tfl.SymbolicTensor;
  return tfl.model({ inputs: image, outputs: softmax, name: "segmenter" });
}

/** A graph of many layers of one shape, whose weights are right only if their order is. */
function graph(seed: number): tfl.LayersModel {
  const draw = generator(seed);
  const inputs = ["a", "b"].map((name) => tfl.input({ shape: [3, 3, 2], name }));
  const tensors = [...inputs];
  const any = () => tensors[draw(tensors.length)] as tfl.SymbolicTensor;
  for (let count = 0; count < 14; count++) {
    const last = tensors.at(-1) as tfl.SymbolicTensor;
    const made =
      draw(3) === 0
        ? layers.add({ name: `z${seed}_${count}` }).apply([any(), last === tensors[0] ? any() : last])
        : layers
            .conv2d({ filters: 2, kernelSize: 1, activation: "tanh", name: `y${seed}_${draw(900)}_${count}` })
            .apply(draw(2) ? any() : last);
    tensors.push(made as tfl.SymbolicTensor);
  }
  const outputs = [tensors.at(-1), tensors.at(-3)] as tfl.SymbolicTensor[];
  return tfl.model({ inputs, outputs, name: `graph_${seed}` });
}

type Shape = (number | null)[];

/** Stands for the layer of @faceseg/backbones. */
class Bilinear extends layers.Layer {
  static readonly className = "FacesegBilinearUpsampling";
  override computeOutputShape(shape: Shape | Shape[]): Shape {
    return [shape[0] as null, 5, 7, shape[3] as number];
  }
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.image.resizeBilinear([inputs].flat()[0] as tf.Tensor4D, [5, 7], false, true);
  }
  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), size: [5, 7] };
  }
}

/** Stands for the layer of @faceseg/backbones. */
class Dilated extends layers.Layer {
  static readonly className = "FacesegDilatedDepthwiseConv2D";
  override build(): void {
    this.kernel = this.addWeight("depthwise_kernel", [3, 3, 2, 1], "float32", tfl.initializers.zeros());
    this.built = true;
  }
  private kernel: tfl.LayerVariable | undefined;
  override computeOutputShape(shape: Shape | Shape[]): Shape {
    return shape as Shape;
  }
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = [inputs].flat()[0] as tf.Tensor4D;
    return tf.depthwiseConv2d(x, this.kernel?.read() as tf.Tensor4D, 1, "same", "NHWC", 2);
  }
  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), rate: 2 };
  }
}

function project(): tfl.LayersModel {
  const image = tfl.input({ shape: [8, 6, 2], name: "image" });
  const dilated = new Dilated({ name: "dilated" }).apply(image) as tfl.SymbolicTensor;
  const outputs = new Bilinear({ name: "bilinear" }).apply(dilated) as tfl.SymbolicTensor;
  return tfl.model({ inputs: image, outputs, name: "project" });
}

/** Models that are written for Keras; the same bytes each time, but for the date. */
export const ourModels: Readonly<Record<string, () => Promise<tfl.LayersModel>>> = {
  segmenter: async () => randomize(segmenter(), 1),
  project: async () => randomize(project(), 9),
  ...Object.fromEntries(
    [2, 3, 4, 5, 6, 7].map((seed) => [`graph_${seed}`, async () => randomize(graph(seed), seed)]),
  ),
  ...Object.fromEntries(
    [
      "unet-3.15.keras",
      "pspnet-3.15.keras",
      "segnet-3.15.keras",
      "kinds-3.15.keras",
      "nested-3.15.keras",
      "chain-3.15.stored.keras",
    ].map((name) => [name.replace(/-.*/, ""), async () => readKeras(golden(name))]),
  ),
};
