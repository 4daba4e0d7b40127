import * as tf from "@tensorflow/tfjs-core";
import * as tfl from "@tensorflow/tfjs-layers";
import { firstOf, type LayerArgs, type LayerShape } from "./layer-parts.ts";

/**
 * Resizes [batch, height, width, channels] bilinearly to `size`, with half-pixel centers, as Keras and PyTorch
 * (`align_corners=False`) do. Its gradient is exact on every backend: the transpose of the forward pass. The gradients of
 * TensorFlow.js's own kernels ignore half-pixel centers.
 */
export class BilinearUpsampling extends tfl.layers.Layer {
  /** Name under which saved models know the layer. */
  static readonly className = "FacesegBilinearUpsampling";
  private readonly size: readonly [height: number, width: number];

  /** @param args `size`, the height and width of the output in pixels; and what every layer takes, such as `name`. */
  constructor(args: LayerArgs & { size: readonly [height: number, width: number] }) {
    super(args);
    this.size = args.size;
  }

  override computeOutputShape(shape: LayerShape | LayerShape[]): LayerShape {
    const [batch = null, , , channels = null] = shape as LayerShape;
    return [batch, ...this.size, channels];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => resize(firstOf(inputs) as tf.Tensor4D, this.size));
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), size: [...this.size] };
  }
}

tf.serialization.registerClass(BilinearUpsampling);

function resize(x: tf.Tensor4D, [height, width]: readonly [number, number]): tf.Tensor4D {
  const [, rows, columns] = x.shape;
  const resample = tf.customGrad((...args) => ({
    value: tf.image.resizeBilinear(args[0] as tf.Tensor4D, [height, width], false, true),
    gradFunc: (dy: tf.Tensor) => gather(dy as tf.Tensor4D, rows, columns),
  }));
  return resample(x) as tf.Tensor4D;
}

/** The gradient of the input: each of its `rows` x `columns` pixels sums `dy` over the pixels that it influenced. */
function gather(dy: tf.Tensor4D, rows: number, columns: number): tf.Tensor {
  const [batch, height, width, channels] = dy.shape;
  const lines = tf.reshape(dy, [batch, height, width * channels]);
  const down = tf.matMul(interpolationWeights(rows, height), lines);
  const pixels = tf.reshape(down, [batch * rows, width, channels]);
  return tf.reshape(tf.matMul(interpolationWeights(columns, width), pixels), [
    batch,
    rows,
    columns,
    channels,
  ]);
}

/** [from, to]: the weight of each of `from` pixels in each of `to`. By tensor operations, which the compiler can trace. */
function interpolationWeights(from: number, to: number): tf.Tensor2D {
  const centers = tf.sub(tf.mul(tf.add(tf.range(0, to), 0.5), from / to), 0.5);
  const inside = tf.clipByValue(centers, 0, from - 1);
  const distances = tf.abs(tf.sub(tf.reshape(tf.range(0, from), [from, 1]), tf.reshape(inside, [1, to])));
  return tf.relu(tf.sub(1, distances)) as tf.Tensor2D;
}
